// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Web

/// Puts what is known of a dossier into the fields of a text. A field stands in
/// braces: `{applicant-name}` is the answer to that question.
struct ResultFields {
    let code: String
    let procedureName: String
    let office: String
    let submitted: CivilDay
    /// Questions in the order they are asked.
    let asked: [String]
    let answers: [String: Answer]
    let bank: [String: Question]
    let wording: Wording

    /// Fields besides the answers to questions.
    static let own = ["dossier-code", "procedure-name", "office", "submitted-day", "answers"]

    init(whole: DossierDesk.Whole, wording: Wording) {
        code = whole.dossier.code
        procedureName = whole.dossier.procedureName
        office = whole.offices[whole.dossier.office]?.name ?? Self.dots
        submitted = CivilZone.vietNam.day(of: whole.dossier.submittedAt)
        asked = whole.definition.pages.flatMap(\.asks).map(\.question)
        answers = whole.answers
        bank = whole.bank
        self.wording = wording
    }

    /// With an answer to everything: what a question is called, or its first option.
    init(
        sample definition: ProcedureDefinition, bank: [String: Question], office: DossierOffice, today: CivilDay,
        wording: Wording
    ) {
        code = DossierCode.text(agency: office.agency, day: today, number: 1)
        procedureName = definition.name.vi
        self.office = office.name
        submitted = today
        asked = definition.pages.flatMap(\.asks).map(\.question)
        answers = bank.mapValues { question in
            switch question.kind {
            case .date: .day(today)
            case .number, .money: .number(question.bounds.least)
            case .choice: .text(question.options.first?.code ?? "")
            case .yes: .text("yes")
            default: .text("‹\(question.text.vi)›")
            }
        }
        self.bank = bank
        self.wording = wording
    }

    /// - Parameter isMasked: Whether identity numbers, telephones and addresses stay
    ///   fields: whoever writes the draft sees no more of them than on the dossier's page.
    /// - Returns: Dots in place of what was not answered, to be written by hand.
    func filled(_ text: String, isMasked: Bool) -> String {
        text.replacing(/\{([a-z0-9-]{1,60})\}/) { match in
            value(of: String(match.1), isMasked: isMasked) ?? String(match.0)
        }
    }

    /// Fields of a text that nothing will ever fill.
    func unknown(in text: String) -> [String] {
        text.matches(of: /\{([a-z0-9-]{1,60})\}/).map { String($0.1) }
            .filter { !Self.own.contains($0) && bank[$0] == nil }
    }

    /// - Returns: `nil` for what stays a field.
    private func value(of field: String, isMasked: Bool) -> String? {
        switch field {
        case "dossier-code": return code
        case "procedure-name": return procedureName
        case "office": return office
        case "submitted-day": return wording.text(of: submitted)
        case "answers": return isMasked ? nil : everything
        default:
            guard let answer = answers[field], let question = bank[field] else { return Self.dots }
            guard !isMasked || DossierWords.masked(answer, to: question) == nil else { return nil }
            return words(answer, question)
        }
    }

    /// Every question that was asked of this procedure with its answer, a line each.
    private var everything: String {
        asked.compactMap { code -> String? in
            guard let answer = answers[code], let question = bank[code] else { return nil }
            return "\(wording.text(of: QuestionField.label(question, inEnglish: false))): \(words(answer, question))"
        }.joined(separator: "\n")
    }

    private func words(_ answer: Answer, _ question: Question) -> String {
        let argument = AnswerWords.argument(answer, to: question, inEnglish: false)
        return wording.text(of: Message("dossiers.form.own", ["words": argument]))
    }

    private static let dots = "…………"
}
