// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ports
import TestSupport
import Testing
import Web

@testable import Dossiers
@testable import Server

/// Printed by WeasyPrint and read back, as whoever holds the paper reads it.
@Suite("The national forms")
struct FormTests {
    private static let wordings: [Language: Wording] = {
        guard let words = try? City.translations() else { return [:] }
        return [
            .vi: Wording(words, language: .vi, zone: .vietNam), .en: Wording(words, language: .en, zone: .vietNam),
        ]
    }()

    private static let address = "https://vamco.example.vn/follow/H53.25459-261130-0007?key=7KQ2M4"
    private static let head = FormHead(
        office: "UBND PHƯỜNG TÂN NINH", section: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", code: "H53.25459-261130-0007",
        key: "7KQ2-M4", address: address, place: "Tân Ninh", day: CivilDay(2026, 2, 5)!)
    private static let party = FormParty(
        name: "Trần Thị Hoà", address: "12 Cách Mạng Tháng Tám, khu phố 3", phone: "0912345678", email: "hoa@example.vn"
    )
    private static let received = Instant(iso8601: "2026-11-30T14:05:00+07:00")!
    private static let due = Instant(iso8601: "2026-12-03T17:00:00+07:00")!
    private static let signer = (post: "CHỦ TỊCH", name: "Lê Văn Bình")

    static func receipt(papers: Int = 2, name: String = "Trần Thị Hoà") -> ReceiptForm {
        var party = party
        party.name = name
        return ReceiptForm(
            head: head, party: party, content: "Cấp giấy xác nhận tình trạng hôn nhân (1.004873)",
            papers: (1...max(1, papers)).prefix(papers).map {
                .init(name: "Giấy tờ thứ \($0) & <b>bản gốc</b>", originals: 1, copies: $0, isElectronic: $0 == 2)
            },
            limit: FormWords.own("3 ngày làm việc"), receivedAt: received, dueAt: due, collection: "Tại quầy số 3",
            fees: [.init(name: "Lệ phí", amount: 15_000)], reckoning: FormWords.own("Tính theo giờ làm việc"),
            book: "01/2026", order: 214, receiver: "Phạm Minh Đức")
    }

    private static func document(_ number: Int, _ wording: Wording) throws -> PrintedDocument {
        switch number {
        case 1: try receipt().document(in: wording)
        case 2:
            try SupplementForm(
                head: head, party: party, content: "Đăng ký khai sinh", missing: ["Giấy chứng sinh", "Giấy ủy quyền"],
                reason: "Hồ sơ thiếu giấy tờ", guidance: "Nộp bổ sung một lần", contact: "0276 3822 222",
                officer: "Phạm Minh Đức"
            ).document(in: wording)
        case 3:
            try RefusalForm(
                head: head, party: party, content: "Đăng ký khai sinh", reasons: ["Không thuộc thẩm quyền"],
                basis: "Điều 13 Luật Hộ tịch", officer: "Phạm Minh Đức"
            ).document(in: wording)
        case 4:
            try ApologyForm(
                head: head, party: party, content: "Cấp giấy phép xây dựng", receivedAt: received, dueAt: due,
                cause: "Chờ ý kiến của cơ quan phối hợp", newDueAt: due + .days(5), signer: signer
            ).document(in: wording)
        case 5:
            try StopForm(
                head: head, party: party, content: "Cấp giấy phép xây dựng", isRequested: true, stage: "Thẩm định",
                reason: "Người nộp rút hồ sơ", settlement: "Hoàn trả 150.000 đồng", returned: ["Bản vẽ"], signer: signer
            ).document(in: wording)
        case 6:
            try ControlSlip(
                head: head, content: "Cấp giấy phép xây dựng", receivedAt: received, dueAt: due,
                handovers: [
                    .init(from: "Một cửa", to: "Phòng Kinh tế", at: received, due: due),
                    .init(from: "Phòng Kinh tế", to: "Lãnh đạo", at: due + .hours(20), due: due, note: "Bổ sung"),
                ]
            ).document(in: wording)
        default:
            try RegisterPage(
                head: head,
                lines: (1...40).map {
                    .init(
                        order: $0, code: "H53.25459-261130-00\($0)", content: "Đăng ký khai sinh", sets: 1,
                        owner: party,
                        receivedOn: CivilDay(2026, 11, 30)!, dueOn: CivilDay(2026, 12, 3)!, resultOn: nil,
                        officer: "Đức")
                }
            ).document(in: wording)
        }
    }

    private func words(of document: PrintedDocument) async throws -> (text: String, pdf: [UInt8]) {
        let pdf = try await Printer(limit: .seconds(600)).pdf(of: document)
        // Lines break where the paper ends: words are compared, not lines.
        let text = try PDFTool.text(of: pdf).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return (text, pdf)
    }

    @Test(
        "carry number, code, owner and their own words on paper",
        arguments: [
            (
                1, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
                [
                    "14:05, 30/11/2026", "17:00, 03/12/2026", "15.000 đồng", "Tính theo giờ làm việc",
                    "Quyển số 01/2026", "Số thứ tự 214", "<b>bản gốc</b>", "Điện tử", "Phạm Minh Đức",
                ]
            ),
            (
                2, "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
                ["Giấy chứng sinh", "Giấy ủy quyền", "Nộp bổ sung một lần"]
            ),
            (
                3, "PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ",
                ["Không thuộc thẩm quyền", "Điều 13 Luật Hộ tịch", "khiếu nại"]
            ),
            (4, "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN", ["xin lỗi", "17:00, 08/12/2026", "CHỦ TỊCH", "Lê Văn Bình"]),
            (5, "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", ["theo đề nghị của người nộp", "Hoàn trả 150.000 đồng", "Bản vẽ"]),
            (6, "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", ["Trước hạn", "Quá hạn", "Phòng Kinh tế", "Bổ sung"]),
            (7, "SỔ THEO DÕI HỒ SƠ", ["130-001", "130-0040", "0912345678"]),
        ] as [(Int, String, [String])])
    func printed(number: Int, title: String, parts: [String]) async throws {
        let wording = try #require(Self.wordings[.vi])
        let (text, _) = try await words(of: Self.document(number, wording))
        #expect(text.contains("Mẫu số 0\(number)") && text.contains("03/2025/TT-VPCP"))
        #expect(text.uppercased().contains(title), "\(text.prefix(600))")
        #expect(text.contains("H53.25459-261130-0007") && text.contains("Độc lập - Tự do - Hạnh phúc"))
        #expect(text.contains("ngày 05 tháng 02 năm 2026"))
        // Narrow columns cut words: what is left of blanks is compared there.
        let dense = text.filter { $0 != " " }
        for part in parts { #expect(dense.contains(part.filter { $0 != " " }), "\(part) in \(text)") }
    }

    @Test("are on A5 where they are slips, on A4 where they are letters, lying where they are registers")
    func sizes() async throws {
        let wording = try #require(Self.wordings[.vi])
        for (number, size) in [(1, "419.5"), (4, "595.2"), (7, "841.8")] {
            let (_, pdf) = try await words(of: Self.document(number, wording))
            #expect(try PDFTool.info(of: pdf).contains("Page size:       \(size)"), "form \(number)")
        }
    }

    @Test("hold long names, names of one word, emoji and writing from right to left, and go over pages")
    func long() async throws {
        let wording = try #require(Self.wordings[.vi])
        let name = String(repeating: "Nguyễnphúcđặngtrần", count: 10)
        let (text, pdf) = try await words(of: Self.receipt(papers: 60, name: name).document(in: wording))
        #expect(text.filter { $0 != " " }.contains(name) && text.contains("Giấy tờ thứ 60"))
        #expect(try PDFTool.info(of: pdf).contains(/Pages: +[2-9]/))
        for odd in ["Bình", "Ngô 🌊", "مريم"] {
            _ = try await words(of: Self.receipt(name: odd).document(in: wording))
        }
    }

    @Test("are in English where they are asked for in English, with no key left standing")
    func english() throws {
        let wording = try #require(Self.wordings[.en])
        for number in 1...7 {
            let html = try Self.document(number, wording).html
            #expect(html.contains("Circular 03/2025/TT-VPCP") && !html.contains("dossiers.form."))
        }
    }

    @Test("without content are not printed")
    func empty() throws {
        let wording = try #require(Self.wordings[.vi])
        #expect(throws: FormProblem.missing("papers")) { try Self.receipt(papers: 0).document(in: wording) }
        #expect(throws: FormProblem.missing("name")) { try Self.receipt(name: "  ").document(in: wording) }
        var supplement = SupplementForm(
            head: Self.head, party: Self.party, content: "x", missing: [], reason: "x", guidance: "", contact: "",
            officer: "")
        #expect(throws: FormProblem.missing("missing")) { try supplement.document(in: wording) }
        supplement.missing = ["\u{A0}"]
        #expect(throws: FormProblem.missing("missing")) { try supplement.document(in: wording) }
        let refusal = RefusalForm(
            head: Self.head, party: Self.party, content: "x", reasons: [], basis: "", officer: "")
        #expect(throws: FormProblem.missing("reasons")) { try refusal.document(in: wording) }
        let apology = ApologyForm(
            head: Self.head, party: Self.party, content: "x", receivedAt: Self.received, dueAt: Self.due, cause: "x",
            newDueAt: Self.due, signer: Self.signer)
        #expect(throws: FormProblem.missing("new-due")) { try apology.document(in: wording) }
        let slip = ControlSlip(
            head: Self.head, content: "x", receivedAt: Self.received, dueAt: nil, handovers: [])
        #expect(throws: FormProblem.missing("handovers")) { try slip.document(in: wording) }
        var nobody = Self.head
        nobody.code = ""
        #expect(throws: FormProblem.missing("code")) { try RegisterPage(head: nobody, lines: []).document(in: wording) }
    }

    @Test("carry a picture that leads to the dossier's page, and a result one that leads to its check")
    func codes() async throws {
        let wording = try #require(Self.wordings[.vi])
        let (_, pdf) = try await words(of: Self.document(1, wording))
        #expect(try PDFTool.codes(in: pdf) == [Self.address])
        let code = VerificationCode()
        let check = "https://vamco.example.vn/results/verify?code=\(code.text)"
        let sheet = ResultSheet(
            office: "UBND PHƯỜNG TÂN NINH", section: "", number: "12/GXN-UBND", place: "Tân Ninh",
            day: CivilDay(2026, 12, 5)!, title: "Giấy xác nhận", paragraphs: ["Xác nhận bà Trần Thị Hoà…"],
            signer: Self.signer)
        let (text, result) = try await words(of: sheet.document(code: code, address: check, in: wording))
        #expect(try PDFTool.codes(in: result) == [check])
        #expect(text.contains(code.grouped) && text.contains("Xác nhận bà Trần Thị Hoà"))
        #expect(!text.contains("Mẫu số") && text.contains("12/GXN-UBND"))
    }

    @Test("say of each step whether it was early, on time or late, by day")
    func punctuality() {
        for (hours, outcome) in [(-24, "early"), (-1, "on-time"), (6, "on-time"), (7, "late")] {
            let handover = ControlSlip.Handover(from: "a", to: "b", at: Self.due + .hours(hours), due: Self.due)
            #expect(handover.punctuality == outcome, "\(hours)")
        }
        #expect(ControlSlip.Handover(from: "a", to: "b", at: Self.due, due: nil).punctuality == "none")
    }
}
