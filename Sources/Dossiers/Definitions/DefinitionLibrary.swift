// SPDX-License-Identifier: Apache-2.0

import Basics
package import Foundation

/// The definitions and the bank of questions that come with the program.
package struct DefinitionLibrary: Sendable {
    /// The bank's text, which every version published with it keeps.
    package let bankText: String
    package let bank: [Question]
    /// The steps of every procedure that has no definition of its own.
    package let pattern: ProcedureDefinition
    private let patternText: String
    /// The YAML of each definition, by the procedure's code.
    package let texts: [String: String]

    /// - Throws: `DefinitionProblems` of the bank, or when a file cannot be read.
    package init(folder: URL) throws {
        bankText = try String(contentsOf: folder.appendingPathComponent("questions.yaml"), encoding: .utf8)
        bank = try DefinitionReader.questions(from: bankText)
        patternText = try String(contentsOf: folder.appendingPathComponent("generic.yaml"), encoding: .utf8)
        pattern = try DefinitionReader.definition(from: patternText)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        texts = try files.reduce(into: [:]) { texts, file in
            let name = file.deletingPathExtension().lastPathComponent
            guard file.pathExtension == "yaml", !["questions", "generic"].contains(name) else { return }
            texts[name] = try String(contentsOf: file, encoding: .utf8)
        }
    }

    /// What a definition that nobody has written yet begins as: the one that
    /// comes with the program, or the pattern's text with the
    /// procedure's code, name and decision.
    package func start(for procedure: Procedure) -> String {
        if let text = texts[procedure.code] { return text }
        func quoted(_ text: String) -> String {
            "\"" + text.tidied().replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }
        return patternText.replacing("\"0.000000\"", with: quoted(procedure.code))
            .replacing("\"\(pattern.name.vi)\"", with: quoted(procedure.name))
            .replacing("decision: \"-\"", with: "decision: \(quoted(procedure.decision))")
    }

    package static func shipped() throws -> DefinitionLibrary {
        try DefinitionLibrary(folder: DossiersResources.reference.appendingPathComponent("definitions"))
    }
}
