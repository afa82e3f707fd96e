// SPDX-License-Identifier: Apache-2.0

import Foundation

/// For whom a form is filled in, where that is not the person who does.
package struct OnBehalf: Hashable, Sendable {
    package let name: String
    package let identity: String?
    /// The option's code: `parent`, `guardian`.
    package let relation: String
    /// `law`, `authority`, `present`.
    package let ground: String

    /// `nil` for whoever acts for themselves, or has not said all of it.
    package init?(_ answers: Answers) {
        guard answers[OnBehalfPage.code] == .text("other"), let name = answers["on-behalf-name"]?.text,
            let relation = answers["on-behalf-relation"]?.text, let ground = answers["on-behalf-ground"]?.text
        else { return nil }
        self.name = name
        self.relation = relation
        self.ground = ground
        identity = answers["on-behalf-identity"]?.text
    }
}

/// The page every form begins with.
package struct OnBehalfPage: Sendable {
    /// The page's, and its first question's.
    static let code = "on-behalf"

    let questions: [Question]
    let page: ProcedureDefinition.FormPage

    /// - Throws: `DefinitionProblems`, or when the file cannot be read.
    package static func shipped() throws -> OnBehalfPage {
        let file = DossiersResources.reference.appendingPathComponent("portal/on-behalf.yaml")
        let questions = try DefinitionReader.questions(from: try String(contentsOf: file, encoding: .utf8))
        let isOther = Condition.equals(code, .text("other"))
        return OnBehalfPage(
            questions: questions,
            page: ProcedureDefinition.FormPage(
                code: code, title: questions.first?.text ?? Words(code), shownIf: nil,
                asks: questions.map { question in
                    ProcedureDefinition.Ask(
                        question: question.code, isOptional: question.code == "on-behalf-identity",
                        shownIf: question.code == code ? nil : isOther)
                }))
    }
}
