// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dossiers

@Suite("Reading the national records")
struct ReadingTests {
    static let records = (try? NationalRecords.shipped.records()) ?? []
    static let all = records.map(\.procedure)

    static func procedure(_ code: String) throws -> Procedure { try #require(all.first { $0.code == code }) }

    @Test("every record is read: code, name, decision, ways and papers")
    func complete() {
        #expect(Self.all.count == 1_211 && Set(Self.all.map(\.code)).count == 1_211)
        let isWhole = Self.all.allSatisfy {
            $0.code.wholeMatch(of: /\d\.\d{6}/) != nil && !$0.name.isEmpty && !$0.decision.isEmpty && !$0.field.isEmpty
                && !$0.channels.isEmpty && !$0.cases.isEmpty
        }
        #expect(isWhole)
        // Counted from the same file by a program of another language.
        let times = Self.all.flatMap(\.channels).map(\.time)
        #expect(times.count { $0.unit == "Ngày làm việc" } > 2_030)
        #expect(times.count { $0.count != nil && $0.unit == nil } == 468)
        #expect(times.count { $0.unit == "Giờ" } == 69)
    }

    @Test("time and fee by channel, the note in brackets apart from what follows")
    func channels() throws {
        let residence = try Self.procedure("1.004194")
        #expect(residence.channels.map(\.kind) == [.online, .direct])
        #expect(residence.channels.map(\.time.count) == [3, 3])
        #expect(residence.channels.map(\.fee.amount) == [7_000, 10_000])
        #expect(residence.channels[0].feeNote.hasPrefix("- Đăng ký tạm trú"))
        #expect(residence.channels[0].description.hasPrefix("- Nộp hồ sơ trực tuyến"))

        let building = try Self.procedure("1.013225")
        #expect(building.channels.map(\.time.text) == ["20 Ngày", "20 Ngày", "15 Ngày"])

        let copies = try Self.procedure("2.000815")
        #expect(copies.channels.map(\.fee.currency) == ["VND", "USD"])
        #expect(copies.channels.allSatisfy { $0.time.text.isEmpty })
    }

    @Test("one procedure may have several times for one channel")
    func times() throws {
        let confirmation = try Self.procedure("1.010041")
        #expect(confirmation.channels.filter { $0.kind == .online }.map(\.time.count) == [1, 3])
    }

    @Test("rows of no original and no copy are notes, not papers; a quantity inside a name is none")
    func papers() {
        let text =
            "1. Phải nộp:Tên giấy tờMẫu đơn, tờ khaiSố lượng- Tờ khai: 02 bản chính. Theo mẫu;2 bản chính"
            + "Trường hợp đã có dữ liệu thì không phải nộp0 bản chínhb) Hóa đơn: 01 bản chụp;0 bản chính,1 bản sao"
            + "2. Phải xuất trình:Tên giấy tờMẫu đơn, tờ khaiSố lượngHộ chiếu1 bản chính,1 bản sao"

        let cases = FlatTables.cases(in: text)

        #expect(cases.map(\.name) == ["1. Phải nộp", "2. Phải xuất trình"])
        #expect(cases[0].papers.map(\.originals) == [2, 0] && cases[0].papers.map(\.copies) == [0, 1])
        #expect(cases[0].papers[0].name == "- Tờ khai: 02 bản chính. Theo mẫu;")
        #expect(cases[0].notes == ["Trường hợp đã có dữ liệu thì không phải nộp"])
        #expect(cases[1].papers == [.init(name: "Hộ chiếu", originals: 1, copies: 1)])
    }

    @Test("results with their codes; a slip that refuses is known as one")
    func results() throws {
        let business = try Self.procedure("1.001612")
        #expect(business.results.map(\.code) == ["KQ.G12.001009", "KQ.G12.001041"])
        let residence = try Self.procedure("1.004222")
        #expect(residence.results.count == 4 && residence.results.count { $0.isRefusal } == 1)
        #expect(
            FlatTables.results(in: "Giấy ACMã: 000.00.00.G15-KQ0187Giấy BMã: 1212Từ khóa").map(\.code)
                == ["000.00.00.G15-KQ0187", "1212"])
    }

    @Test("legal bases: a number in the name is not taken for its end")
    func legalBases() {
        let text =
            "Tên văn bản pháp lýMã văn bảnLuật 54/2014/QH1354/2014/QH13Nghị định 105/2014/NĐ-CP105/2014/NĐ-CP"
            + "Thông tư36/2014/TT-BCAQuy định khác15/2015/TT-BTP"
        #expect(
            FlatTables.legalBases(in: text) == [
                .init(name: "Luật 54/2014/QH13", number: "54/2014/QH13"),
                .init(name: "Nghị định 105/2014/NĐ-CP", number: "105/2014/NĐ-CP"),
                .init(name: "Thông tư", number: "36/2014/TT-BCA"),
                .init(name: "Quy định khác", number: "15/2015/TT-BTP"),
            ])
    }

    @Test(
        "what is ambiguous or contradicts itself waits for a person",
        arguments: [
            ("1.001193", [Conflict.Kind.unitMissing]), ("1.004873", [.unitMissing, .feeLocal]),
            ("2.000986", [.timeContradicted]), ("1.013225", [.feeLocal, .feeLocal]),
            ("1.000014", [.timeUnreadable, .feeUnreadable]),
            ("1.005458", [.hoursUnclear]), ("1.001632", []),
        ])
    func conflicts(code: String, kinds: [Conflict.Kind]) throws {
        let found = try Self.procedure(code).conflicts(version: 1)
        #expect(found.map(\.kind).sorted { $0.rawValue < $1.rawValue } == kinds.sorted { $0.rawValue < $1.rawValue })
        #expect(Set(found.map(\.id)).count == found.count)
    }

    @Test("a time without unit, in bare hours or merged with the fee has no limit")
    func noLimit() throws {
        for code in ["1.001193", "1.005458", "1.000014"] {
            #expect(try Self.procedure(code).channels.allSatisfy { $0.time.limit == nil }, "\(code)")
        }
    }

    @Test("every kind of contradiction is found as often as a program of another language counts it")
    func contradictions() {
        var counts: [Conflict.Kind: Int] = [:]
        for procedure in Self.all {
            for conflict in procedure.conflicts(version: 1) {
                counts[conflict.kind, default: 0] += conflict.channels.count
            }
        }
        #expect(counts[.timeInWords] == 74)
        #expect(counts[.workingDaysContradicted] == 11)
        #expect(counts[.timeContradicted] == 70)
    }
}
