// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What somebody typed into the fields of some questions: the answers, and
/// what of it is none.
struct TypedAnswers: Sendable {
    /// As typed, by question; `QuestionField` shows it again.
    private(set) var typed: [String: String] = [:]
    private(set) var answers: [String: Answer] = [:]
    private(set) var refusals: [String: Question.Refusal] = [:]
    private(set) var order: [String] = []

    /// Reads one question's field.
    ///
    /// - Returns: The answer; `nil` where there is none, which is a refusal
    ///   unless the question is optional or a file, which comes with the papers.
    @discardableResult
    mutating func read(_ question: Question, isOptional: Bool, from form: FormInput, today: CivilDay) -> Answer? {
        let name = QuestionField.name(of: question.code)
        let text = question.kind == .lines ? form.lines(name) : form[name]
        typed[question.code] = text
        order.append(question.code)
        guard question.kind != .file else { return nil }
        do throws(Question.Refusal) {
            let answer = try question.answer(from: text, today: today)
            answers[question.code] = answer
            return answer
        } catch {
            if error != .missing || !isOptional { refusals[question.code] = error }
            return nil
        }
    }

    /// What is wrong, for the box above the form and beside the fields.
    func errors(_ questions: [String: Question], inEnglish: Bool) -> FormErrors {
        var errors = FormErrors()
        for code in order {
            guard let refusal = refusals[code], let question = questions[code] else { continue }
            errors.add(QuestionField.name(of: code), question.message(of: refusal, inEnglish: inEnglish))
        }
        return errors
    }
}
