// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ledger
import Ports
import SQLStore
import Web

extension DossiersFeature {
    /// Who answers for an office reads what was written about it.
    static let ratingReaders = Policy.any([.role(.approver), .role(.leader)])

    @Sendable func showRatings(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await ratingsPage(context, context.query)
        return context.page(page.content, status: page.errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// What was written may name people: whoever reads it is written down.
    @Sendable func readRatingWords(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await ratingsPage(context, context.form)
        guard let office = page.office, page.errors.isEmpty else {
            return context.page(page.content, status: .unprocessableContent)
        }
        let (first, last, now) = (page.first, page.last, clock.now)
        let actor = try await desk.permissions.require(
            DossierPower.read.action, of: context.viewer.actor, in: .unit(office.unit))
        let cursor = context.form.value("cursor").flatMap { Cursor(encoded: $0) }
        let found = try await database.write { tx in
            let found = try RatingStore.words(
                of: office.unit, from: first, to: last, before: cursor, limit: RatingsPage.most, in: tx)
            try LedgerEntry(
                "dossiers.ratings-read", of: "dossiers.office", office.unit, by: actor, at: now,
                fields: ["from": first.iso8601, "to": last.iso8601, "count": String(found.items.count)]
            ).append(in: tx)
            return found
        }
        page.words = try found.items.map { ($0, try desk.content.rating($0.sealed, at: $0.id)) }
        page.next = found.next
        return context.page(page.content)
    }

    private func ratingsPage(_ context: WebContext, _ input: FormInput) async throws -> RatingsPage {
        let asked = period(input)
        let offices = try await desk.offices(of: context.viewer.actor.personID ?? "", DossierPower.read.action)
        let wanted = input["office"]
        let (found, hasSamples) = try await database.read { tx in
            (
                try RatingStore.satisfaction(from: asked.first, to: asked.last, in: tx),
                try Dossier.areSamplesCounted(in: tx)
            )
        }
        return RatingsPage(
            first: asked.first, last: asked.last, offices: offices,
            office: offices.first { $0.unit == wanted } ?? offices.first, found: found, ballot: ballot,
            mayRead: context.viewer.roles.contains(.approver) || context.viewer.roles.contains(.leader),
            hasSamples: hasSamples, now: clock.now, errors: asked.errors, inEnglish: context.language == .en)
    }
}

/// `/reports/ratings`: how satisfied applicants were, question by question.
struct RatingsPage {
    let first: CivilDay
    let last: CivilDay
    let offices: [DossierOffice]
    let office: DossierOffice?
    let found: [String: Satisfaction]
    let ballot: Ballot?
    /// Whether what was written may be read.
    let mayRead: Bool
    let hasSamples: Bool
    let now: Instant
    let errors: FormErrors
    let inEnglish: Bool
    /// What was written, once it was asked for.
    var words: [(kept: RatingWords, text: String)]?
    var next: Cursor?

    static let most = 50
    private static let here: Address = "/reports/ratings"

    var content: PageContent {
        PageContent(
            Message("dossiers.rating.report"), layout: .wide,
            breadcrumb: [.init(Message("dossiers.desk.title"), "/dossiers")],
            body: """
                \(errors.summary)
                \(PageHead(Message("dossiers.rating.report"), lead: Message("dossiers.rating.report-lead")))
                \(FilterBar(Self.here, button: Message("dossiers.report.show"), fields: """
                    \(FormField.text("from", label: Message("dossiers.report.from"), value: first.iso8601, error: errors["from"], kind: .date))
                    \(FormField.text("to", label: Message("dossiers.report.to"), value: last.iso8601, error: errors["to"], kind: .date))
                    \(OfficeField(offices: offices, chosen: office, inEnglish: inEnglish))
                    """))
                <div class="stack">\(hasSamples ? Notice(.information, Message("dossiers.report.samples")).html : .empty)\
                \(SatisfactionTable(
                    first: first, last: last, now: now, rows: offices.map { ($0, found[$0.unit] ?? Satisfaction()) },
                    hasSamples: hasSamples, inEnglish: inEnglish))\(answers)\(written)</div>
                """)
    }

    /// The chosen office's answers, the questions with the same steps in one
    /// table; nothing while they are too few to be nobody's.
    private var answers: HTML {
        guard let office, let ballot, let satisfaction = found[office.unit], satisfaction.areEnough else {
            return .empty
        }
        let scaled = ballot.questions.filter { $0.scale == true }
        let others = ballot.questions.filter { $0.scale != true }
        return table("scale", Message("dossiers.rating.answers"), scaled, satisfaction)
            + HTML.each(others) { table($0.code, $0.title, [$0], satisfaction) }
    }

    /// A row a question, a column an answer.
    private func table(
        _ id: String, _ caption: Message, _ questions: [Ballot.Question], _ satisfaction: Satisfaction
    ) -> HTML {
        guard let first = questions.first else { return .empty }
        return DataTable(
            "answers-\(id)", caption: caption,
            columns: [.init(Message("dossiers.rating.column.question"))]
                + first.answers.map { .init(first.name(of: $0), .number) },
            rows: questions.map { question in
                DataTable.Row(
                    ["\(question.title)"]
                        + question.answers.map { answer in
                            "\(say: "dossiers.report.count", ["count": .count(satisfaction.count(question.code, answer))])"
                        })
            }, stacks: true
        ).html
    }

    private var written: HTML {
        guard mayRead, let office else { return .empty }
        guard let words else {
            return Panel(
                Message("dossiers.rating.written"), id: "written",
                "<p class=\"muted\">\(say: "dossiers.rating.written-hint")</p>"
                    + more(office, nil, "dossiers.rating.read")
            ).html
        }
        let lines = HTML.each(words) { word in
            """
            <li><p><strong>\(say: "dossiers.rating.step.\(word.kept.overall)")</strong> \
            <small class="muted">\(word.kept.month)</small><br><bdi>\(word.text)</bdi></p></li>
            """
        }
        let list: HTML =
            words.isEmpty ? "<p>\(say: "dossiers.rating.none-written")</p>" : "<ul class=\"fact-list\">\(lines)</ul>"
        return Panel(
            Message("dossiers.rating.written"), id: "written",
            list + (next.map { more(office, $0, "dossiers.rating.read-on") } ?? .empty)
        ).html
    }

    private func more(_ office: DossierOffice, _ cursor: Cursor?, _ words: String) -> HTML {
        """
        <form method="post" action="\(Self.here)">\(HTML.formToken)<input type="hidden" name="from" value="\(first.iso8601)">\
        <input type="hidden" name="to" value="\(last.iso8601)"><input type="hidden" name="office" value="\(office.unit)">\
        \(cursor.map { "<input type=\"hidden\" name=\"cursor\" value=\"\($0.encoded)\">" as HTML })\
        <p class="actions">\(SubmitButton(Message(words), .quiet))</p></form>
        """
    }
}
