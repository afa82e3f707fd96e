// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    /// Whether somebody may apply, before they fill in anything: asked and
    /// answered in one address, and nothing of it is kept.
    @Sendable func checkEligibility(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let today = CivilZone.vietNam.day(of: clock.now)
        let found = try await database.read { [self] tx in
            (
                definition: try definitions.inForce(code, on: today, in: tx),
                record: try ProcedureStore.version(of: code, in: tx)
            )
        }
        guard let (_, definition, bank) = found.definition, let record = found.record else { throw WebError.notFound }
        var page = EligibilityPage(
            definition: definition, questions: definition.eligibilityQuestions(bank),
            withdrawnOn: record.validity.withdrawnOn.flatMap { $0 <= today ? $0 : nil },
            offersForm: !Policy.staff.permits(context.viewer), inEnglish: context.language == .en)
        if context.query.value("asked") != nil { page.judge(context.query, today: today) }
        return context.page(page.content, status: page.errors.isEmpty ? .ok : .unprocessableContent)
    }
}

/// `/procedures/{code}/eligibility`: the questions its requirements look at,
/// what the answers come to, and the way on.
struct EligibilityPage {
    let definition: ProcedureDefinition
    let questions: [Question]
    let withdrawnOn: CivilDay?
    /// Staff hand nothing in for themselves: forms are for citizens.
    let offersForm: Bool
    let inEnglish: Bool
    var typed: [String: String] = [:]
    var errors = FormErrors()
    /// What stands in the way; `nil` before anything was asked.
    var obstacles: [Words]?

    private var here: Address { Address("/procedures/\(definition.procedure)/eligibility") }

    /// A question without answer is wrong only where a requirement does not hold without it.
    mutating func judge(_ input: FormInput, today: CivilDay) {
        var read = TypedAnswers()
        var answers = Answers(today: today)
        for question in questions {
            answers[question.code] = read.read(question, isOptional: true, from: input, today: today)
        }
        typed = read.typed
        let known = Dictionary(questions.map { ($0.code, $0) }) { first, _ in first }
        errors = read.errors(known, inEnglish: inEnglish)
        let unmet = definition.eligibility.filter { !$0.condition.holds(for: answers) }
        for question in questions where answers[question.code] == nil {
            guard unmet.contains(where: { $0.condition.questions.contains(question.code) }) else { continue }
            errors.add(QuestionField.name(of: question.code), Question.Refusal.missing.message)
        }
        if errors.isEmpty { obstacles = definition.obstacles(answers, asked: Set(known.keys)) }
    }

    var content: PageContent {
        let name = definition.name.text(inEnglish: inEnglish)
        return PageContent(
            Message("dossiers.eligibility.title-of", ["name": .text(name)]),
            breadcrumb: [
                .init(Message("dossiers.list.title"), "/procedures"),
                .init(named: name, Address("/procedures/\(definition.procedure)")),
            ],
            body: """
                \(errors.summary)\(PageHead(Message("dossiers.eligibility.title"), lead: Message(
                    questions.isEmpty ? "dossiers.eligibility.lead-none" : "dossiers.eligibility.lead")))
                \(answer)\(form)
                """)
    }

    private var answer: HTML {
        if let withdrawnOn {
            return Notice(.danger, Message("dossiers.page.withdrawn", ["day": .day(withdrawnOn)])).html
        }
        if questions.isEmpty {
            return Notice(.information, Message("dossiers.eligibility.none"), detail: ways).html
        }
        guard let obstacles else { return .empty }
        guard !obstacles.isEmpty else {
            return Notice(
                .success, Message("dossiers.eligibility.may"),
                detail: "<p>\(say: "dossiers.eligibility.no-promise")</p>\(ways)"
            ).html
        }
        return Notice(
            .danger, Message("dossiers.eligibility.may-not"),
            detail: """
                <ul>\(HTML.each(obstacles) { "<li>\($0.text(inEnglish: inEnglish))</li>" })</ul>\
                <p>\(say: "dossiers.eligibility.what-to-do")</p>\(counter)
                """
        ).html
    }

    private var form: HTML {
        guard !questions.isEmpty, withdrawnOn == nil else { return .empty }
        return """
            <form class="form" method="get" action="\(here)" novalidate><input type="hidden" name="asked" value="yes">\
            \(HTML.each(questions) { question in
                let name = QuestionField.name(of: question.code)
                return QuestionField(
                    question, typed: typed[question.code] ?? "", error: errors[name], inEnglish: inEnglish
                ).html
            })<p class="actions">\(SubmitButton(
                Message("dossiers.eligibility.check"), obstacles?.isEmpty == true ? .quiet : .primary))</p></form>
            """
    }

    /// The way on: online where it is taken so, and the counter.
    private var ways: HTML {
        let online = offersForm && definition.channels.contains(.online)
        return """
            <p class="actions">\(online ? LinkButton(
                Message("dossiers.apply.online"), Address("/apply/\(definition.procedure)")) : nil)\
            \(counterButton)</p>
            """
    }

    private var counter: HTML { "<p class=\"actions\">\(counterButton)</p>" }

    private var counterButton: LinkButton {
        LinkButton(Message("dossiers.eligibility.counter"), Address("/procedures/\(definition.procedure)"), .quiet)
    }
}
