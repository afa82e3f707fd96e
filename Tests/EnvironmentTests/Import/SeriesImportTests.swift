// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Foundation
import Testing

@Suite("Importing series")
struct SeriesImportTests {
    let catalogue = Shipped.reference.catalogue
    let charsets = Shipped.reference.charsets
    let now = Instant(iso8601: "2026-01-15T08:00:00+07:00")!

    private func propose(_ bytes: [UInt8]) throws -> SeriesImportProposal {
        try SeriesImportProposal(for: bytes, catalogue: catalogue, charsets: charsets)
    }

    private func run(
        _ text: String, _ plan: SeriesImportPlan
    ) -> (values: [SeriesImport.Value], refusals: [SeriesImport.Refusal], empty: Int, failure: CSVError?) {
        var series = SeriesImport(text, plan: plan, catalogue: catalogue, now: now)
        var values: [SeriesImport.Value] = []
        var refusals: [SeriesImport.Refusal] = []
        var empty = 0
        while let record = series.next() {
            values += record.values
            refusals += record.refusals
            empty += record.emptyCells
        }
        return (values, refusals, empty, series.failure)
    }

    @Test("the embassy's file is known, and only its valid rows are taken")
    func airNow() throws {
        let bytes = try Fixture.bytes("air/hanoi_pm25_2018_january.csv")
        let proposal = try propose(bytes)
        #expect(proposal.layout == .airNow)
        #expect(proposal.plan.quality?.accepted == ["Valid"])
        let result = run(try charsets.text(from: bytes, as: proposal.plan.encoding), proposal.plan)
        #expect(result.values.count == 376)
        #expect(result.refusals.count == 23)
        #expect(Set(result.refusals.map(\.reason)) == [.quality("Missing"), .quality("Invalid")])
        #expect(result.values.first?.value == 69.2)
        #expect(result.values.first?.at == Instant(iso8601: "2018-01-01T01:00:00+07:00"))
        #expect(Set(result.values.map(\.parameter)) == [.pm25])
        #expect(Set(result.values.map(\.station)) == ["Hanoi"])
        #expect(result.failure == nil && result.empty == 0)
    }

    @Test("the sentinel is refused as missing even in a row called valid")
    func sentinel() throws {
        let bytes = try Fixture.bytes("air/hanoi_pm25_2018_january.csv")
        var plan = try propose(bytes).plan
        plan.quality = nil
        let result = run(String(decoding: bytes, as: UTF8.self), plan)
        #expect(result.refusals.count == 9)
        #expect(result.refusals.allSatisfy { $0.reason == .missingValue("-999.0") })
        #expect(result.refusals.first?.line == 89)
        #expect(result.values.count == 390)
        #expect(result.values.allSatisfy { $0.value > -999 })
    }

    @Test("the last hour of the year belongs to the next, stamped with its end")
    func endOfYear() throws {
        let bytes = try Fixture.bytes("air/hanoi_pm25_2018_end.csv")
        let result = run(String(decoding: bytes, as: UTF8.self), try propose(bytes).plan)
        #expect(result.values.last?.at == Instant(iso8601: "2019-01-01T00:00:00+07:00"))
    }

    @Test("decoded NOAA weather is known; its times are UTC")
    func weather() throws {
        let bytes = try Fixture.bytes("weather/hadong_2018_cleaned.csv")
        let proposal = try propose(bytes)
        #expect(proposal.layout == .noaa)
        var plan = proposal.plan
        plan.station = .fixed("HADONG")
        let result = run(String(decoding: bytes, as: UTF8.self), plan)
        #expect(result.refusals.count == 26)
        #expect(Set(result.refusals.map(\.reason)) == [.missingValue("999"), .missingValue("999.9")])
        #expect(Set(result.refusals.map(\.column)) == [6, 7])
        #expect(result.values.count + result.empty + result.refusals.count == 299 * 6)
        let first = result.values.filter { $0.at == Instant(iso8601: "2018-01-01T07:00:00+07:00") }
        #expect(
            first.map(\.parameter) == [
                "temperature", "dew_point", "pressure", "wind_direction", "wind_speed", "humidity",
            ])
        #expect(first.map(\.value) == [15.7, 14.5, 1018.9, 140, 1, 94])
    }

    @Test("999.9 is no wind, but a usual pressure")
    func sentinelOfOneColumn() throws {
        let text =
            "DATE,CIG,VIS,TMP,DEW,SLP,WD,WS,CLDCR,CLDHT,RH\n2018-06-08 21:00:00,,10000,30.0,27.9,999.9,90,999.9,0.2,1250.0,89.5\n"
        var plan = try propose(Array(text.utf8)).plan
        plan.station = .fixed("HADONG")
        let result = run(text, plan)
        #expect(result.values.first { $0.parameter == "pressure" }?.value == 999.9)
        #expect(result.refusals.map(\.column) == [7])
    }

    @Test("an unknown Vietnamese table is understood from its headings")
    func unknownLayout() throws {
        let text = """
            Số liệu trạm Tân Ninh;;;
            Thời gian;PM2,5 (µg/m³);CO (mg/m³);Ghi chú
            31/12/2025 23:00;31,4;0,64;
            01/01/2026 00:00;1.024,5;0,57;Tết
            01/01/2026 01:00;..;-;
            """
        let proposal = try propose(Array(text.utf8))
        #expect(proposal.layout == nil)
        var plan = proposal.plan
        #expect(plan.separator == .semicolon)
        #expect(plan.recordsBeforeValues == 2)
        #expect(plan.timeColumns == [0] && plan.timeFormat == .dayFirst)
        #expect(plan.numberFormat == .comma)
        plan.station = .fixed("TANNINH")
        let result = run(text, plan)
        #expect(result.values.map(\.value) == [31.4, 640, 1024.5, 570])
        #expect(result.refusals.map(\.reason) == [.missingValue(".."), .missingValue("-")])
    }

    @Test("day and hour may stand in columns of their own, symbols and stations too")
    func columnsApart() throws {
        let text = "Trạm,Ngày,Giờ,Nhiệt độ\nA,2025-12-31,23:00,28.5\nB,2025-12-31,23:30,29\n"
        let plan = try propose(Array(text.utf8)).plan
        #expect(plan.timeColumns == [1, 2])
        #expect(plan.station == .column(0))
        let result = run(text, plan)
        #expect(result.values.map(\.station) == ["A", "B"])
        #expect(result.values.last?.at == Instant(iso8601: "2025-12-31T23:30:00+07:00"))
    }

    @Test("the same table in every encoding gives the same values", arguments: TextEncoding.allCases)
    func encodings(encoding: TextEncoding) throws {
        let text = "Thời gian,Nhiệt độ\n2025-12-31 23:00,28.5\n2026-01-01 00:00,27.9\n"
        let bytes = try #require(encoded(text, encoding))
        let proposal = try propose(bytes)
        var plan = proposal.plan
        plan.station = .fixed("A")
        #expect(proposal.headings.first == "Thời gian")
        let result = run(try charsets.text(from: bytes, as: plan.encoding), plan)
        #expect(result.values.map(\.value) == [28.5, 27.9])
    }

    /// Only the letters of the test's table.
    private func encoded(_ text: String, _ encoding: TextEncoding) -> [UInt8]? {
        switch encoding {
        case .utf8: return Array(text.utf8)
        case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        case .windows1258:
            let bytes: [Character: [UInt8]] = ["ờ": [0xF5, 0xCC], "ệ": [0xEA, 0xF2], "đ": [0xF0], "ộ": [0xF4, 0xF2]]
            return text.flatMap { bytes[$0] ?? Array(String($0).utf8) }
        case .tcvn3, .tcvn5712:
            let bytes: [Character: [UInt8]] = ["ờ": [0xEA], "ệ": [0xD6], "đ": [0xAE], "ộ": [0xE9]]
            return text.flatMap { bytes[$0] ?? Array(String($0).utf8) }
        }
    }

    @Test("a plan survives as JSON")
    func json() throws {
        var plan = try propose(try Fixture.bytes("air/hanoi_pm25_2018_january.csv")).plan
        plan.station = .fixed("HN")
        let back = try JSONDecoder().decode(SeriesImportPlan.self, from: try JSONEncoder().encode(plan))
        #expect(back == plan)
    }

    @Test("what cannot be taken says why, cell by cell")
    func reasons() {
        let plan = SeriesImportPlan(
            timeColumns: [0], station: .column(1),
            values: [
                .init(column: 2, parameter: .fixed("pm25"), unit: .column(3)),
                .init(column: 4, parameter: .column(5), unit: .fixed("mg/L")),
            ])
        let text = """
            time,station,pm,unit,value,symbol
            2025-01-01 00:00,A,1,ug/m3,2,COD
            2025-01-01 01:00,A,1,ppb,2,XYZ
            2025-01-01 02:00,A,NaN,ug/m3,1e999,COD
            2025-01-01 03:00,,1,ug/m3,2,COD
            yesterday,A,1,ug/m3,2,COD
            2030-01-01 00:00,A,1,ug/m3,2,COD
            2025-01-01 04:00,A,1
            """
        let result = run(text, plan)
        #expect(result.values.count == 2)
        #expect(
            result.refusals.map(\.reason) == [
                .unit(.notConvertible(parameter: .pm25, unit: .partPerBillion)), .unknownParameter("XYZ"),
                .number(.notFinite), .number(.tooLarge), .missingStation, .badTime,
                .inFuture(Instant(iso8601: "2030-01-01T00:00:00+07:00")!), .unit(.unknownUnit("")), .missingColumn(4),
            ])
        #expect(result.refusals.map(\.line) == [3, 3, 4, 4, 5, 6, 7, 8, 8])
        #expect(result.refusals[2].excerpt == "NaN")
    }

    @Test("a broken quote ends the import where it stands, and says so")
    func brokenQuote() {
        let plan = SeriesImportPlan(
            timeColumns: [0], station: .fixed("A"),
            values: [.init(column: 1, parameter: .fixed("pm25"), unit: .fixed("ug/m3"))])
        let result = run("t,v\n2025-01-01,1\n2025-01-02,\"2\n2025-01-03,3\n", plan)
        #expect(result.values.map(\.value) == [1])
        #expect(result.failure == .unterminatedQuote(line: 3, column: 12))
    }

    @Test("a hostile plan is no trap", arguments: [-1, 99, Int.max, Int.min])
    func hostilePlan(column: Int) {
        let plan = SeriesImportPlan(
            recordsBeforeValues: 0, timeColumns: [column, 0], zoneOffsetMinutes: 420,
            quality: .init(column: column, accepted: []),
            station: .column(column), values: [.init(column: column, parameter: .column(column), unit: .column(column))]
        )
        #expect(run("2025-01-01,1\n\n,,\n", plan).values.isEmpty)
    }

    @Test("no file is a trap for the proposal")
    func fuzz() throws {
        var numbers = SeededNumbers(seed: 11)
        let original = try Fixture.bytes("weather/hadong_2018_cleaned.csv").prefix(600)
        for _ in 0..<150 {
            var bytes = Array(original)
            for _ in 0..<8 {
                bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            }
            guard let proposal = try? propose(bytes),
                let text = try? charsets.text(from: bytes, as: proposal.plan.encoding)
            else { continue }
            _ = run(text, proposal.plan)
        }
    }
}
