// SPDX-License-Identifier: Apache-2.0

import Basics
import TestSupport
import Testing

@testable import Identity

@Suite("Importing units")
struct UnitTableTests {
    static let head = "code,name,kind,parent,name_en,valid_from,valid_to\n"

    static func table(_ text: String, into chart: OrgChart = Chart.chart([])) -> UnitTable {
        UnitTable(text, into: chart, source: "test.csv", at: Instant(seconds: 1_795_458_600))
    }

    /// 10,000 rows, 37 of them wrong in seven ways, their lines with them.
    static func large() -> (text: String, wrong: Set<Int>) {
        var text = head + "P,Tỉnh thử,province,,,2025-07-01,\n"
        var wrong: Set<Int> = []
        for number in 1..<10_000 {
            let line = number + 2
            var fields = ["\(10_000 + number)", "Số \(number)", "ward", "P", "", "2025-07-01", ""]
            if number % 270 == 7, wrong.count < 37 {
                wrong.insert(line)
                switch wrong.count % 7 {
                case 0: fields[0] = ""
                case 1: fields[1] = ""
                case 2: fields[2] = "planet"
                case 3: fields[3] = "nowhere"
                case 4: fields[5] = "2025-02-30"
                case 5: fields[6] = "2025-07-01"
                default: fields[0] = "\(10_000 + number - 1)"
                }
            }
            text += fields.joined(separator: ",") + "\n"
        }
        return (text, wrong)
    }

    @Test(
        "of 10,000 rows of which 37 are wrong each wrong one is told, and nothing holds before it is confirmed",
        arguments: Backend.available)
    func large(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let organisation = office.identity.organisation
            let (text, wrong) = Self.large()
            let id = try await organisation.keep(table: text, name: "units.csv", by: OrganisationTests.admin)
            let draft = try await organisation.imported(id)
            let table = try await organisation.table(of: draft)
            #expect(wrong.count == 37)
            #expect(Set(table.refused.map(\.line)) == wrong)
            #expect(table.rows.count == 10_000 && table.units.count == 9_963)
            #expect(try await organisation.chart().units.isEmpty)

            let result = try await organisation.confirm(draft, by: OrganisationTests.admin)
            #expect(result == (9_963, 37))
            #expect(try await organisation.chart().units.count == 9_963)
            await #expect(throws: OrgError.importEnded) {
                try await organisation.confirm(draft, by: OrganisationTests.admin)
            }
        }
    }

    @Test("a row below a refused one is refused too, and the same file again changes nothing")
    func dependent() {
        let table = Self.table(
            Self.head + "P,,province,,,2025-07-01,\nA,A,ward,P,,2025-07-01,\nB,B,ward,,,2025-07-01,\n")
        #expect(table.refused.map(\.line) == [2, 3])
        let chart = Chart.chart(table.units)
        let again = Self.table(Self.head + "B,B,ward,,,2025-07-01,\n", into: chart)
        #expect(again.units.isEmpty && again.refused.isEmpty)
        let renamed = Self.table(Self.head + "B,Bê,ward,,,2026-01-01,\n", into: chart)
        #expect(renamed.units.first?.versions.map(\.name) == ["B", "Bê"])
    }

    @Test(
        "what is no table is refused whole",
        arguments: ["", "\n", "name,kind\nA,ward", "code,name,kind,valid_from\n\"a"])
    func none(text: String) {
        let table = Self.table(text)
        #expect(table.failure != nil && table.units.isEmpty)
    }

    @Test("days may be written the Vietnamese way, separators and a byte order mark do no harm")
    func forms() {
        let table = Self.table("\u{FEFF}code;name;kind;valid_from\r\n1;Hòa Thành;WARD;01/07/2025\r\n")
        #expect(table.units.first?.versions.first?.validity.from == Chart.day("2025-07-01"))
        #expect(table.units.first?.versions.first?.nameEnglish == "Hoa Thanh")
    }
}
