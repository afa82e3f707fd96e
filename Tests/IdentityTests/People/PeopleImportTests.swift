// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("A table of ten thousand people")
struct PeopleImportTests {
    /// What may be wrong with a row, the word that says so, and the column it names.
    static let wrong: [(row: @Sendable (Int) -> String, key: String, column: String?)] = [
        ({ ",Chuyên viên \($0),A-VP,,,2026-01-01," }, "identity.error.name-malformed", "name"),
        ({ "Người \($0),,A-VP,,,2026-01-01," }, "identity.staff.error.title-malformed", "title"),
        ({ "Người \($0),Chuyên viên \($0),không có,,,2026-01-01," }, "identity.org.import.parent-unknown", "unit"),
        ({ "Người \($0),Chuyên viên \($0),A-VP,vua,,2026-01-01," }, "identity.staff.import.standing", "standing"),
        ({ "Người \($0),Chuyên viên \($0),A-VP,,mãi mãi,2026-01-01," }, "identity.staff.import.kind", "kind"),
        ({ "Người \($0),Chuyên viên \($0),A-VP,,,30/02/2026," }, "identity.org.import.from-unreadable", "from"),
        (
            { "Người \($0),Chuyên viên \($0),A-VP,,,2026-01-01,không.ai" }, "identity.staff.error.unknown-account",
            "login"
        ),
        ({ _ in "Người 1,Chuyên viên 1,A-VP,,,2026-01-01," }, "identity.org.import.twice", nil),
    ]

    /// The lines that are wrong, and which way.
    static let faults: [Int: Int] = Dictionary(
        uniqueKeysWithValues: (0..<37).map { ($0 * 269 + 17, $0 % wrong.count) })

    static func text(rows: Int = 10_000) -> String {
        var text = "name,title,unit,standing,kind,from,login\n"
        for number in 1...rows {
            // The heading is line 1.
            let fault = faults[number + 1]
            text += fault.map { wrong[$0].row(number) } ?? "Người \(number),Chuyên viên \(number),A-VP,,,2026-01-01,"
            text += "\n"
        }
        return text
    }

    @Test(
        "tells each of 37 wrong rows by its line and its fault, and takes the others in at once or not at all",
        arguments: Backend.available)
    func faults(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let ward = try await Ward(office)
            let table = try await ward.people.table(Self.text())
            #expect(table.failure == nil && table.rows.count == 10_000)
            #expect(table.refused == 37 && table.entries.count == 9_963)
            for row in table.rows {
                guard case .refused(let reasons) = row.outcome else {
                    #expect(Self.faults[row.line] == nil, "line \(row.line) is wrong and was taken")
                    continue
                }
                let fault = try #require(Self.faults[row.line], "line \(row.line) is right")
                #expect(reasons.map(\.message.key) == [Self.wrong[fault].key], "line \(row.line)")
                #expect(reasons.map(\.column) == [Self.wrong[fault].column], "line \(row.line)")
            }
            // Looking at a table changes nothing.
            #expect(try await ward.people.staff().people.isEmpty)

            // The last row cannot be stored: none of those before it is.
            var broken = table.entries
            let last = try #require(broken.last)
            broken.removeLast()
            broken.append(
                PeopleTable.Entry(
                    name: last.name, login: "", unit: OrgUnit.ID(at: ward.now), title: last.title,
                    standing: last.standing, kind: last.kind, from: last.from, act: ""))
            await #expect(throws: (any Error).self) { try await ward.people.takeIn(broken, by: Ward.admin) }
            let counts = try await Self.counts(office)
            #expect(counts == [0, 0, 0])

            try await ward.people.takeIn(table.entries, by: Ward.admin)
            #expect(try await Self.counts(office) == [9_963, 9_963, 9_963])
            let again = try await ward.people.table(Self.text())
            #expect(again.entries.isEmpty && again.refused == 37)
        }
    }

    /// An administrator sends a table from the page.
    private func send(
        _ text: String, _ act: String, in office: Office, _ look: @escaping @Sendable (Browser) -> Void
    ) async throws {
        _ = try await Ward(office)
        try await office.hire("quan.tri", [.administrator])
        try await office.serve { browser in
            try await browser.signIn("quan.tri")
            try await browser.open("/people/import")
            try await browser.submit("/people/import", ["text": text, "act": act])
            look(browser)
        }
    }

    private static func counts(_ office: Office) async throws -> [Int] {
        try await office.database.read { tx in
            try ["identity_person", "identity_post", "identity_appointment"].map { table in
                try tx.value(SQL(trusted: "SELECT count(*) FROM \(table)"), as: Int.self) ?? 0
            }
        }
    }

    @Test("shows every wrong row on the page, before the right ones, and how many of each there are")
    func page() async throws {
        try await Office.open(on: .sqlite) { office in
            try await send(Self.text(), "preview", in: office) { browser in
                #expect(browser.status == .ok)
                for line in Self.faults.keys {
                    #expect(browser.page.contains(">\(line)<"), "line \(line) is not on the page")
                }
                for column in Self.wrong.compactMap(\.column) {
                    #expect(browser.page.contains("<code>\(column)</code>"), "column \(column) is not on the page")
                }
                #expect(browser.page.contains("37") && browser.page.contains("9.963"))
                #expect(browser.page.utf8.count < 2_000_000)
            }
        }
    }

    @Test("of more rows than that is refused as a whole, also when it is confirmed")
    func tooLong() async throws {
        try await Office.open(on: .sqlite) { office in
            try await send(Self.text(rows: 10_001), "confirm", in: office) { browser in
                #expect(browser.status == .unprocessableContent && browser.page.contains("10.000"))
            }
            #expect(try await Self.counts(office) == [0, 0, 0])
        }
    }
}
