// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Server
import Testing
import Web

/// docs/security/asvs.csv against the standard's numbers and against the tree.
@Suite("The list of requirements")
struct RequirementListTests {
    static let states: Set = ["met", "partly", "not met", "not applicable"]

    @Test("has every requirement of levels 1 and 2 exactly once, with its level")
    func complete() throws {
        let given = try RequirementList.rows().map { "\($0.number) \($0.level)" }
        let wanted = OfficialRequirements.all
        #expect(wanted.count == 253)
        #expect(given.count == Set(given).count)
        #expect(Set(given).symmetricDifference(wanted).sorted() == [])
    }

    @Test("says of each whether it is met, what shows it, and the reason where it is not")
    func whole() throws {
        for row in try RequirementList.rows() {
            #expect(Self.states.contains(row.state), "\(row.number): \(row.state)")
            #expect(!row.subject.isEmpty && row.subject.count <= 80, "\(row.number)")
            let isShown = !row.tests.isEmpty || !row.sources.isEmpty
            #expect(isShown == ["met", "partly"].contains(row.state), "\(row.number) is \(row.state)")
            #expect(row.state == "met" || row.reason.count >= 6, "\(row.number) has no reason")
        }
    }

    @Test("names suites, tests and files that exist")
    func evidence() throws {
        let evidence = Evidence()
        for row in try RequirementList.rows() {
            for name in row.tests + row.sources {
                let isShown = evidence.shows(name)
                #expect(isShown, "\(row.number): \(name)")
            }
        }
    }

    /// What would make an "absent" untrue, and whose state speaks of it.
    static let absences: [(requirements: [String], pattern: String)] = [
        (["V1.3.6", "V15.3.2"], #"URLSession|HTTPClient|NIOClient|ClientBootstrap"#),
        (["V1.2.7", "V1.5.1"], #"XMLParser|XMLDocument|libxml"#),
        (["V1.2.9"], #"NSRegularExpression|try Regex\("#),
        (["V1.3.11"], #"\bSMTP"#),
        (["V4.4.1"], #"WebSocket"#),
        (["V9.1.1", "V6.8.2"], #"\bJWT|JSONWebToken"#),
    ]

    /// What one file alone may do, which its row names.
    static let places: [(requirement: String, pattern: String, path: String)] = [
        ("V1.2.5", #"\bProcess\(\)|posix_spawn|\bpopen\(|\bSubprocess\b"#, "Sources/Server/Tools/BoundedTool.swift")
    ]

    /// Takes expressions as `StaticString`: what comes from outside cannot become one.
    static let literalsAlone = ["Sources/Dossiers/Catalogue/Reading/Pattern.swift"]

    @Test("what it calls absent is absent")
    func absent() throws {
        let rows = try RequirementList.rows()
        let sources = SourceTree.files(below: "Sources").filter { !$0.path.hasPrefix("Sources/TestSupport/") }
        for (requirements, pattern) in Self.absences {
            guard rows.contains(where: { requirements.contains($0.number) && $0.state == "not applicable" }) else {
                continue
            }
            let expression = try Regex(pattern)
            let found = sources.filter { $0.text.contains(expression) }.map(\.path)
                .filter { !Self.literalsAlone.contains($0) }
            #expect(found == [], "\(requirements) are to be judged again")
        }
        let scripts = SourceTree.files(below: "Sources/Web/Static/js", endings: ["js"])
        #expect(scripts.count > 5)
        for script in scripts {
            #expect(
                !script.text.contains(/postMessage|"message"|new WebSocket|\beval\(|new Function/), "\(script.path)")
        }
    }

    @Test("another program is started in one place alone")
    func places() throws {
        let rows = try RequirementList.rows()
        let sources = SourceTree.files(below: "Sources").filter { !$0.path.hasPrefix("Sources/TestSupport/") }
        for (requirement, pattern, path) in Self.places {
            let expression = try Regex(pattern)
            #expect(sources.filter { $0.text.contains(expression) }.map(\.path) == [path], "\(requirement)")
            #expect(rows.first { $0.number == requirement }?.sources.contains(path) == true)
        }
    }

    @Test("scripts make no property of a name that comes from outside")
    func properties() {
        for script in SourceTree.files(below: "Sources/Web/Static/js", endings: ["js"]) {
            let isMade = script.text.contains(/[\w\)]\[[A-Za-z_.]+\]\s*=[^=]|__proto__/)
            #expect(!isMade, "\(script.path)")
        }
    }

    @Test("every upload and its size stand in the document")
    func uploads() async throws {
        let text = try #require(SourceTree.text(of: "docs/security/README.md"))
        for route in try await City.routesForListing() {
            guard let limit = route.bodyLimit else { continue }
            let line = text.split(separator: "\n").first { $0.hasPrefix("| `\(route.path)` |") }
            let size = limit < 1_048_576 ? "\(limit / 1_024) KiB" : "\(limit / 1_048_576) MiB"
            #expect(line?.hasSuffix("| \(size) |") == true, "\(route.path), \(limit)")
        }
    }
}

/// The list as rows.
enum RequirementList {
    struct Row: Sendable {
        let number: String
        let level: String
        let subject: String
        let state: String
        let tests: [String]
        let sources: [String]
        let reason: String
    }

    static func rows() throws -> [Row] {
        let text = try #require(SourceTree.text(of: "docs/security/asvs.csv"))
        let columns = ["requirement", "level", "subject", "state", "tests", "sources", "reason"]
        let table = HeadedTable(text, needing: columns, limit: 1_000)
        #expect(table.failure == nil)
        func several(_ text: String) -> [String] { text.isEmpty ? [] : text.components(separatedBy: " | ") }
        return table.rows.map { row in
            Row(
                number: row["requirement"], level: row["level"], subject: row["subject"], state: row["state"],
                tests: several(row["tests"]), sources: several(row["sources"]), reason: row["reason"])
        }
    }
}
