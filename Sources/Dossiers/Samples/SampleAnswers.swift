// SPDX-License-Identifier: Apache-2.0

import Basics

extension SampleShape {
    /// Answers to everything a definition asks that must be answered, but no
    /// telephone, no e-mail and no file: nobody can be told anything.
    func answers(
        to definition: ProcedureDefinition, _ bank: [String: Question], today: CivilDay, _ numbers: inout SampleNumbers
    ) -> [String: Answer] {
        var answers = Answers(today: today)
        answers["applicant-name"] = .text(name(&numbers))
        answers["applicant-identity"] = .text(Self.identity(&numbers))
        for page in definition.pages where page.shownIf?.holds(for: answers) ?? true {
            for ask in page.asks
            where !ask.isOptional && answers[ask.question] == nil && ask.shownIf?.holds(for: answers) ?? true {
                answers[ask.question] = bank[ask.question].flatMap { answer(to: $0, today: today, &numbers) }
            }
        }
        return answers.values
    }

    private func answer(to question: Question, today: CivilDay, _ numbers: inout SampleNumbers) -> Answer? {
        switch question.kind {
        case .name: .text(name(&numbers))
        case .identity: .text(Self.identity(&numbers))
        case .text, .lines, .address: .text(words.answer)
        case .date: .day(today - Int.random(in: question.isPast ? 7_000...25_000 : 0...20, using: &numbers))
        case .number: .number(max(question.bounds.least, 1) + Int64.random(in: 0...2, using: &numbers))
        case .money: .number(max(question.bounds.least, 1_000_000))
        case .choice: question.options.randomElement(using: &numbers).map { .text($0.code) }
        // Nobody acts by authority or asks for an exemption that would have to be proved.
        case .yes: .text("no")
        case .phone, .email, .file: nil
        }
    }

    /// Twelve digits that begin with 000: no province has that code.
    private static func identity(_ numbers: inout SampleNumbers) -> String {
        "000" + String(String(1_000_000_000 + Int.random(in: 0..<1_000_000_000, using: &numbers)).dropFirst())
    }
}
