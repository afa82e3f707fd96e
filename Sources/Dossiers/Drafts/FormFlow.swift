// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A form as it stands for some answers: which pages and questions are shown,
/// which answers count, and what is missing.
///
/// An answer to a question that is not shown counts for nothing, though the
/// draft keeps it: who changes their mind back finds it again.
package struct FormFlow: Sendable {
    package struct ShownPage: Hashable, Sendable {
        package let page: ProcedureDefinition.FormPage
        package let asks: [ProcedureDefinition.Ask]

        package var code: String { page.code }
    }

    /// Every page of the form, shown or not.
    package let all: [ProcedureDefinition.FormPage]
    package let questions: [String: Question]
    /// Pages that ask anything now, in order.
    package let pages: [ShownPage]
    /// The answers that count.
    package let answers: Answers

    package init(
        _ pages: [ProcedureDefinition.FormPage], _ questions: [String: Question], _ values: [String: Answer],
        today: CivilDay
    ) {
        var answers = Answers(today: today)
        var shown: [ShownPage] = []
        for page in pages where page.shownIf?.holds(for: answers) ?? true {
            var asks: [ProcedureDefinition.Ask] = []
            for ask in page.asks where ask.shownIf?.holds(for: answers) ?? true {
                guard let question = questions[ask.question] else { continue }
                asks.append(ask)
                if let value = values[ask.question], question.takes(value, today: today) {
                    answers[ask.question] = value
                }
            }
            if !asks.isEmpty { shown.append(ShownPage(page: page, asks: asks)) }
        }
        all = pages
        self.questions = questions
        self.pages = shown
        self.answers = answers
    }

    package func page(_ code: String) -> ShownPage? { pages.first { $0.code == code } }

    /// What a page asks and has no answer to. Files come with the papers.
    package func missing(on page: ShownPage) -> [ProcedureDefinition.Ask] {
        page.asks.filter { ask in
            !ask.isOptional && answers[ask.question] == nil && questions[ask.question]?.kind != .file
        }
    }

    /// The first page with something missing.
    package var firstUnfinished: ShownPage? { pages.first { !missing(on: $0).isEmpty } }

    package func page(after code: String) -> ShownPage? {
        let order = all.map(\.code)
        guard let place = order.firstIndex(of: code) else { return nil }
        let later = Set(order[(place + 1)...])
        return pages.first { later.contains($0.code) }
    }

    package func page(before code: String) -> ShownPage? {
        let order = all.map(\.code)
        let earlier = Set(order.prefix(order.firstIndex(of: code) ?? order.count))
        return pages.last { earlier.contains($0.code) }
    }
}
