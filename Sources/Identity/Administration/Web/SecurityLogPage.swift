// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension IdentityFeature {
    @Sendable func showSecurityLog(_ request: Request, _ context: WebContext) async throws -> Response {
        let question = EventQuestion(context)
        let page = try await accounts.database.read { tx in
            try EventStore.latest(50, question, after: context.cursor, in: tx)
        }
        return context.page(
            SecurityLogPage(
                events: page, question: question, next: context.next(after: page.next),
                providers: openID.providers.reduce(into: [:]) { $0[$1.id] = $1.name }
            ).content)
    }
}

/// What the address asks of the security log. What cannot be read is not asked for.
struct EventQuestion: Sendable {
    let kind: IdentityEvent.Kind?
    let account: Account.ID?
    let from: CivilDay?
    let to: CivilDay?

    init(_ context: WebContext) {
        kind = IdentityEvent.Kind(rawValue: context.query["kind"])
        account = Account.ID(context.query["account"])
        from = CivilDay(iso8601: context.query["from"])
        to = CivilDay(iso8601: context.query["to"])
    }

    var isNarrow: Bool { kind != nil || account != nil || from != nil || to != nil }
}

/// What happened to accounts, the latest first: sign-ins, failures, locks, changes.
struct SecurityLogPage {
    let events: Page<IdentityEvent>
    let question: EventQuestion
    let next: Address?
    /// What identity providers are called, by their ids.
    let providers: [String: String]

    var content: PageContent {
        PageContent(
            Message("identity.security.title"), layout: .wide, breadcrumb: [AdministrationPages.step], body: body)
    }

    private var body: HTML {
        """
        \(PageHead(Message("identity.security.title"), lead: Message("identity.security.lead")))
        \(FilterBar("/identity/security-log", isNarrowed: question.isNarrow, of: "security", fields: fields))
        \(DataTable(
            "security", caption: Message("identity.security.title"),
            columns: [
                .init(Message("identity.event.at"), .time), .init(Message("identity.event.what")),
                .init(Message("identity.security.account")), .init(Message("identity.event.who")),
                .init(Message("identity.event.address")), .init(Message("identity.security.detail")),
            ],
            rows: events.items.map(row), next: next,
            empty: Message(question.isNarrow ? "identity.security.none-found" : "identity.security.none"),
            hidesCaption: true, stacks: true))
        """
    }

    private var fields: HTML {
        let kinds =
            [FormField.Choice("", Message("identity.security.every-kind"))]
            + IdentityEvent.Kind.allCases.map { .init($0.rawValue, Message("identity.event.\($0.rawValue)")) }
        return """
            \(FormField.select(
                "kind", label: Message("identity.event.what"), options: kinds, value: question.kind?.rawValue ?? "",
                isOptional: true))\
            \(FormField.text(
                "from", label: Message("identity.security.from"), value: question.from?.iso8601 ?? "", kind: .date,
                isOptional: true))\
            \(FormField.text(
                "to", label: Message("identity.security.to"), value: question.to?.iso8601 ?? "", kind: .date,
                isOptional: true))\
            \(question.account.map {
                "<input type=\"hidden\" name=\"account\" value=\"\($0.description)\">" as HTML
            })
            """
    }

    private func row(_ event: IdentityEvent) -> DataTable.Row {
        DataTable.Row([
            "\(event.at, .second)", "\(say: "identity.event.\(event.kind.rawValue)")", account(event),
            AccountEventTable.who(event), "\(event.address)",
            EventDetail(event: event, providers: providers).html,
        ])
    }

    private func account(_ event: IdentityEvent) -> HTML {
        if event.kind == .allSessionsEnded { return "\(say: "identity.security.everybody")" }
        guard let id = event.account else { return "\(say: "identity.security.no-account")" }
        return "<a href=\"\(Address("/identity/accounts/\(id.description)"))\">\(event.accountName ?? "…")</a>"
    }
}
