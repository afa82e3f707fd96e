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

/// Puts what is known of a dossier into the fields of a text.
struct ResultFields {
    let whole: DossierDesk.Whole
    let wording: Wording

    /// - Parameter isMasked: Whether identity numbers, telephones and addresses stay
    ///   fields: whoever writes the draft sees no more of them than on the dossier's page.
    /// - Returns: Dots in place of what was not answered, to be written by hand.
    func filled(_ text: String, isMasked: Bool) -> String {
        text.replacing(/\{([a-z0-9-]{1,60})\}/) { match in
            value(of: String(match.1), isMasked: isMasked) ?? String(match.0)
        }
    }

    /// - Returns: `nil` for what stays a field.
    private func value(of field: String, isMasked: Bool) -> String? {
        let dossier = whole.dossier
        switch field {
        case "dossier-code": return dossier.code
        case "procedure-name": return dossier.procedureName
        case "office": return whole.offices[dossier.office]?.name ?? Self.dots
        case "submitted-day": return wording.text(of: CivilZone.vietNam.day(of: dossier.submittedAt))
        case "answers": return isMasked ? nil : answers
        default:
            guard let answer = whole.answers[field], let question = whole.bank[field] else { return Self.dots }
            guard !isMasked || DossierWords.masked(answer, to: question) == nil else { return nil }
            return words(answer, question)
        }
    }

    /// Every question that was asked of this procedure with its answer, a line each.
    private var answers: String {
        whole.definition.pages.flatMap(\.asks).map(\.question).compactMap { code -> String? in
            guard let answer = whole.answers[code], let question = whole.bank[code] else { return nil }
            return "\(wording.text(of: QuestionField.label(question, inEnglish: false))): \(words(answer, question))"
        }.joined(separator: "\n")
    }

    private func words(_ answer: Answer, _ question: Question) -> String {
        let argument = AnswerWords.argument(answer, to: question, inEnglish: false)
        return wording.text(of: Message("dossiers.form.own", ["words": argument]))
    }

    private static let dots = "…………"
}
