// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// How much of what people do rests on a proof of who they are, by month and
/// level, and what the figure does not say.
struct ProvedActsPage {
    /// The newest first; never empty.
    let months: [ProvedActs]
    let proofs: [ProofCount]
    let now: Instant

    var content: PageContent {
        PageContent(
            Message("identity.proved.title"), layout: .wide,
            twins: [
                .init(
                    "application/json", "/identity/authentications.json", title: Message("identity.proved.title"))
            ],
            body: """
                \(PageHead(Message("identity.proved.title"), lead: Message("identity.proved.lead")))
                <div class="stack">\(HTML.each(months.prefix(1)) {
                    FigureTile(Message("identity.proved.share"), $0.share, at: now).html
                })
                \(table)<p class="muted">\(since)</p>
                <section class="section"><h2>\(say: "identity.proved.careful")</h2><ul>\(HTML.each(Self.pitfalls) {
                    "<li>\(say: $0)</li>"
                })</ul></section>
                \(ways)</div>
                """)
    }

    private static let pitfalls: [String] = [
        "identity.proved.pitfall.goal", "identity.proved.pitfall.level", "identity.proved.pitfall.counted",
        "identity.proved.pitfall.program", "identity.proved.pitfall.before", "identity.proved.pitfall.seconds",
    ]

    private var table: HTML {
        DataTable(
            "months", caption: Message("identity.proved.months"),
            columns: [
                .init(Message("identity.proved.month")), .init(Message("identity.proved.share"), .number),
                .init(Message("identity.proved.acts"), .number),
                .init(Message("identity.proved.level.high"), .number),
                .init(Message("identity.proved.level.medium"), .number),
                .init(Message("identity.proved.level.low"), .number),
                .init(Message("identity.proved.level.none"), .number),
            ],
            rows: months.map { month in
                DataTable.Row(
                    [
                        "\(say: "identity.proved.from-to", ["from": .day(month.days.lowerBound), "to": .day(month.days.upperBound - 1)])",
                        cell(month.share), cell(month.total),
                    ] + Self.levels.map { cell(month.figure(of: $0)) })
            }, stacks: true
        ).html
    }

    /// From when on it counts: what is not in the table was not recorded.
    private var since: HTML {
        guard let first = months.last?.first else { return "\(say: "identity.proved.none-yet")" }
        return "\(say: "identity.proved.since", ["day": .day(first)])"
    }

    private static let levels: [Authentication.Level?] = [.high, .medium, .low, nil]

    /// A figure with the way to its records.
    private func cell(_ figure: Figure) -> HTML {
        guard figure.number != nil, let records = Address(local: figure.records) else { return "\(figure)" }
        return "<a href=\"\(records)\">\(figure)</a>"
    }

    private var ways: HTML {
        DataTable(
            "proofs", caption: Message("identity.proved.ways"),
            columns: [
                .init(Message("identity.proved.way")), .init(Message("identity.proved.level")),
                .init(Message("identity.proved.times"), .number),
            ],
            rows: proofs.map { proof in
                DataTable.Row([
                    "\(proof.method.title)", "\(proof.level.title)", "\(machine: proof.count)",
                ])
            }, empty: Message("identity.proved.no-ways"), stacks: true
        ).html
    }
}

extension IdentityFeature {
    @Sendable func showProvedActs(_ request: Request, _ context: WebContext) async throws -> Response {
        let now = clock.now
        let today = CivilZone.vietNam.day(of: now)
        let months = try await authentications.months(12, until: today)
        let start = CivilZone.vietNam.start(of: today.firstOfMonth)
        let proofs = try await authentications.counts(in: start..<now + .microseconds(1))
        return context.page(ProvedActsPage(months: months, proofs: proofs, now: now).content)
    }

    @Sendable func listProvedActs(_ request: Request, _ context: WebContext) async throws -> Response {
        let months = try await authentications.months(12, until: CivilZone.vietNam.day(of: clock.now))
        return context.json(items: months.map { ProvedActsAnswer($0, context.wording) }, next: nil)
    }
}

/// A month for programs.
private struct ProvedActsAnswer: Encodable {
    let from: String
    /// The last day.
    let to: String
    let acts: Int
    let high: Int
    let medium: Int
    let low: Int
    let none: Int
    /// Per cent; `null` without acts.
    let share: Double?
    let asOf: String?
    let definition: String
    let source: String
    let records: String

    init(_ month: ProvedActs, _ wording: Wording) {
        let figure = month.share
        from = month.days.lowerBound.iso8601
        to = (month.days.upperBound - 1).iso8601
        acts = month.all
        high = month.count(.high)
        medium = month.count(.medium)
        low = month.count(.low)
        none = month.count(nil)
        share = figure.number
        asOf = figure.asOf?.iso8601(in: .vietNam)
        definition = wording.text(of: figure.definition)
        source = wording.text(of: Message("identity.figure.source"))
        records = figure.records
    }

    enum CodingKeys: String, CodingKey {
        case from, to, acts, high, medium, low, none, share, definition, source, records
        case asOf = "as-of"
    }
}
