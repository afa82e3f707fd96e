// SPDX-License-Identifier: Apache-2.0

import Foundation
import Server
import Testing

@Suite("Documents keep up with the program")
struct DocumentTests {
    @Test("docs/settings.md has a heading for every setting, and names its variable", arguments: Setting.allCases)
    func settings(setting: Setting) throws {
        let text = try #require(SourceTree.text(of: "docs/settings.md"))
        #expect(text.contains("\n## \(setting.rawValue)\n"), "no heading for \(setting.rawValue)")
        #expect(text.contains(setting.environmentName), "\(setting.environmentName) is not named")
    }

    @Test("every document that the README names exists")
    func links() throws {
        let text = try #require(SourceTree.text(of: "README.md"))
        for match in text.matches(of: /\]\(((?:docs|[A-Z]+\.md)[^)#]*)\)/) {
            let path = String(match.1)
            let url = SourceTree.root.appendingPathComponent(path)
            #expect(try url.checkResourceIsReachable(), "\(path)")
        }
    }
}
