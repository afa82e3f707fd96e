// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("The house's rules")
struct HouseRuleTests {
    static let sources = SourceTree.files(below: "Sources")
    static let all = sources + SourceTree.files(below: "Tests") + SourceTree.files(below: "Benchmarks")

    @Test("no Swift file is longer than 400 lines")
    func length() {
        for file in Self.all {
            #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test("no script or style sheet of the pages is longer than 400 lines")
    func scriptLength() {
        for file in SourceTree.files(below: "Sources", endings: ["js", "css"]) {
            #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test("every Swift file names its licence")
    func licence() {
        for file in Self.all {
            #expect(file.text.hasPrefix("// SPDX-License-Identifier: Apache-2.0\n"), "\(file.path)")
        }
    }

    @Test("no forced try, loose task, crash on purpose or print in the product")
    func forbidden() {
        for file in Self.sources where !TestOnly.targets.contains(file.target) && file.target != "TestSupport" {
            for (number, line) in file.lines.enumerated()
            where !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") {
                let place = "\(file.path):\(number + 1)"
                #expect(!line.contains("try!"), "\(place)")
                #expect(!line.contains("fatalError("), "\(place)")
                #expect(!(line.contains("Task {") && !line.contains("addTask {")), "\(place): a loose task")
                #expect(!line.contains("Task.detached"), "\(place): a loose task")
                if file.target != "vamco" { #expect(!line.contains(" print("), "\(place)") }
            }
        }
    }

    @Test("@unchecked Sendable stands beside its reason")
    func unchecked() {
        for file in Self.sources {
            let lines = file.lines
            for (number, line) in lines.enumerated() where line.contains("@unchecked Sendable") {
                let before = lines[max(0, number - 6)..<number]
                #expect(
                    before.contains { $0.trimmingCharacters(in: .whitespaces).hasPrefix("//") },
                    "\(file.path):\(number + 1) gives no reason")
            }
        }
    }

    @Test("no type is called Utils, Helper, Manager or DTO")
    func names() {
        let words = ["Utils", "Helper", "Manager", "DTO", "Impl"]
        for file in Self.sources {
            for line in file.lines {
                for keyword in ["struct ", "class ", "enum ", "actor ", "protocol "] {
                    guard let range = line.range(of: keyword), !line.contains("//") else { continue }
                    let name = line[range.upperBound...].prefix { $0.isLetter || $0.isNumber }
                    #expect(!words.contains { name.hasSuffix($0) }, "\(file.path): \(name)")
                }
            }
        }
    }

    @Test("decision records are numbered without gaps and say status, context, decision and consequences")
    func decisions() {
        let records = SourceTree.files(below: "docs/decisions", endings: ["md"])
        #expect(!records.isEmpty)
        for (index, record) in records.enumerated() {
            let name = record.path.split(separator: "/").last.map(String.init) ?? ""
            let number = String(repeating: "0", count: 4 - String(index + 1).count) + String(index + 1)
            #expect(name.hasPrefix(number + "-"), "\(record.path) should be number \(number)")
            for heading in ["Status", "Context", "Decision", "Consequences"] {
                #expect(record.text.contains("## \(heading)"), "\(record.path) has no \(heading)")
            }
        }
    }
}
