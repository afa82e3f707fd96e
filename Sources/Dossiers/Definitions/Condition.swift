// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Something answers fulfil or do not, and which says what of it failed.
package indirect enum Condition: Hashable, Sendable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case equals(String, Answer)
    case oneOf(String, [Answer])
    case atLeast(String, Int64)
    case atMost(String, Int64)
    /// The day answered comes before another one.
    case before(String, Moment)
    case answered(String)
    /// A condition with words of its own for whoever does not fulfil it.
    case said(Condition, Words)

    package enum Moment: Hashable, Sendable {
        case day(CivilDay)
        case question(String)
        case today
    }

    /// A part that does not hold.
    package struct Failure: Hashable, Sendable {
        package let condition: Condition
        /// `nil` where the definition has no words for it.
        package let words: Words?
    }

    package func holds(for answers: Answers) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.holds(for: answers) }
        case .any(let parts): parts.contains { $0.holds(for: answers) }
        case .not(let part): !part.holds(for: answers)
        case .equals(let question, let value): answers[question] == value
        case .oneOf(let question, let values): answers[question].map(values.contains) ?? false
        case .atLeast(let question, let least): answers[question]?.number.map { $0 >= least } ?? false
        case .atMost(let question, let most): answers[question]?.number.map { $0 <= most } ?? false
        case .before(let question, let moment):
            if let day = answers[question]?.day, let other = answers.day(of: moment) { day < other } else { false }
        case .answered(let question): answers[question] != nil
        case .said(let part, _): part.holds(for: answers)
        }
    }

    /// The smallest parts that do not hold: every one of `all`, the whole of
    /// `any` and `not`, with the nearest words there are.
    ///
    /// - Returns: Nothing exactly when the condition holds.
    package func judge(_ answers: Answers) -> [Failure] { judge(answers, words: nil) }

    private func judge(_ answers: Answers, words: Words?) -> [Failure] {
        guard !holds(for: answers) else { return [] }
        return switch self {
        case .all(let parts): parts.flatMap { $0.judge(answers, words: words) }
        case .said(let part, let own): part.judge(answers, words: own)
        default: [Failure(condition: self, words: words)]
        }
    }

    /// The questions whose answers it looks at.
    package var questions: Set<String> {
        switch self {
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.questions) }
        case .not(let part), .said(let part, _): part.questions
        case .before(let question, .question(let other)): [question, other]
        case .equals(let question, _), .oneOf(let question, _), .atLeast(let question, _), .atMost(let question, _),
            .before(let question, _), .answered(let question):
            [question]
        }
    }

    /// Each comparison with a choice: the question and the values it is held against.
    var comparisons: [(question: String, values: [Answer])] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.comparisons)
        case .not(let part), .said(let part, _): part.comparisons
        case .equals(let question, let value): [(question, [value])]
        case .oneOf(let question, let values): [(question, values)]
        case .atLeast, .atMost, .before, .answered: []
        }
    }
}

/// An answer, by the kind of its question.
package enum Answer: Hashable, Sendable {
    /// Text, a choice's code, a file's name.
    case text(String)
    /// A number, or đồng.
    case number(Int64)
    case day(CivilDay)

    package var number: Int64? { if case .number(let number) = self { number } else { nil } }
    package var day: CivilDay? { if case .day(let day) = self { day } else { nil } }
    package var text: String? { if case .text(let text) = self { text } else { nil } }
}

/// Answers by question, and the day they are judged on.
package struct Answers: Hashable, Sendable {
    package var today: CivilDay
    package var values: [String: Answer]

    package init(today: CivilDay, _ values: [String: Answer] = [:]) {
        self.today = today
        self.values = values
    }

    package subscript(question: String) -> Answer? {
        get { values[question] }
        set { values[question] = newValue }
    }

    func day(of moment: Condition.Moment) -> CivilDay? {
        switch moment {
        case .day(let day): day
        case .question(let question): values[question]?.day
        case .today: today
        }
    }
}
