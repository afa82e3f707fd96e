// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Web

/// Texts that drafts of results begin with. A field stands in braces:
/// `{applicant-name}` is the answer to that question.
struct ResultTemplates: Sendable {
    private let texts: [String: String]
    private let standard: String

    /// Those that come with the program.
    ///
    /// - Throws: When the standard text is not there.
    static func shipped() throws -> ResultTemplates {
        let folder = DossiersResources.reference.appendingPathComponent("results")
        var texts: [String: String] = [:]
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where file.pathExtension == "txt" {
            let text = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            texts[file.deletingPathExtension().lastPathComponent] = text
        }
        guard let standard = texts.removeValue(forKey: "standard") else { throw CocoaError(.fileNoSuchFile) }
        return ResultTemplates(texts: texts, standard: standard)
    }

    /// The procedure's own text, or the standard one.
    func text(of procedure: String) -> String { texts[procedure] ?? standard }
}
