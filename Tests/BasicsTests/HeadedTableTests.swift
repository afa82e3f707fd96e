// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@Suite("Tables with headings")
struct HeadedTableTests {
    private func table(_ text: String, limit: Int = 10) -> HeadedTable {
        HeadedTable(text, needing: ["code", "name"], limit: limit)
    }

    @Test("columns stand in any order, unknown ones and blank lines are left aside, lines keep their numbers")
    func reading() {
        let found = table("\u{FEFF}Name; CODE ;other\n\n Hòa Thành ;25459;x\nTân Ninh\n")
        #expect(found.failure == nil)
        #expect(found.rows.map(\.line) == [3, 4])
        #expect(found.rows.map { $0["code"] } == ["25459", ""])
        #expect(found.rows.map { $0["name"] } == ["Hòa Thành", "Tân Ninh"])
        #expect(found.rows[0]["missing"].isEmpty)
    }

    @Test(
        "a table that is none says why",
        arguments: [
            ("", HeadedTable.Failure.empty), ("\ncode,name\n", .empty),
            ("name,title\nA,B\n", .columnsMissing(["code"])), ("a\n", .columnsMissing(["code", "name"])),
        ])
    func failing(_ text: String, _ failure: HeadedTable.Failure) {
        let found = table(text)
        #expect(found.failure == failure && found.rows.isEmpty)
    }

    @Test("what was read before a broken quote or one row too many is kept beside the failure")
    func partly() {
        let broken = table("code,name\n1,A\n2,\"B\n")
        #expect(broken.rows.map { $0["code"] } == ["1"])
        #expect(broken.failure == .unreadable(.unterminatedQuote(line: 3, column: 3)))
        let long = table("code,name\n1,A\n2,B\n3,C\n", limit: 2)
        #expect(long.rows.count == 2 && long.failure == .tooManyRows(limit: 2))
        #expect(table("code,name\n1,A\n2,B\n\n\n", limit: 2).failure == nil)
    }

    @Test(
        "days are read as people and as date fields write them",
        arguments: [
            ("2025-07-01", CivilDay(2025, 7, 1)), ("01/07/2025", CivilDay(2025, 7, 1)),
            ("1/7/2025", CivilDay(2025, 7, 1)),
            ("31/02/2025", nil), ("07/2025", nil), ("a/7/2025", nil), ("", nil),
        ])
    func days(_ text: String, _ day: CivilDay?) { #expect(CivilDay(typed: text) == day) }
}
