// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("The threat model")
struct ThreatModelTests {
    @Test("names suites, tests and files that exist")
    func evidence() throws {
        let text = try #require(SourceTree.text(of: "docs/security/threat-model.md"))
        let part = try #require(text.components(separatedBy: "\n## Threats\n").last)
        let threats = part.split(separator: "\n").filter { $0.hasPrefix("|") && !$0.hasPrefix("|---") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
            .filter { $0.count == 3 && $0[0] != "Threat" }
        let evidence = Evidence()
        #expect(threats.count > 25)
        for threat in threats {
            let shown = threat[2].components(separatedBy: "; ")
            #expect(!shown.isEmpty)
            for name in shown {
                let isShown = evidence.shows(name)
                #expect(isShown, "\(threat[0]): \(name)")
            }
        }
    }
}

/// What tests and files there are to point to.
struct Evidence {
    private let tests: String
    private let suites: Set<String>

    init() {
        tests = SourceTree.files(below: "Tests").map(\.text).joined()
        suites = Set(tests.matches(of: /@Suite\(\s*"([^"]+)"/).map { String($0.1) })
    }

    /// Whether `name` is a suite, a suite › and a test, or a file.
    func shows(_ name: String) -> Bool {
        let parts = name.components(separatedBy: " › ")
        if suites.contains(parts[0]) { return parts.count == 1 || tests.contains("\"\(parts[1])\"") }
        return SourceTree.text(of: name) != nil
    }
}
