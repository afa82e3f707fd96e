// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Tokens of programs: which there are, and a form for another.
struct TokenPage {
    let tokens: Page<APIToken>
    /// What the units of tokens are called.
    let units: [APIToken.ID: String]
    let now: Instant
    /// What the form holds.
    var name = ""
    var unit = ""
    var scopes: Set<String> = []
    var days = "90"
    var refusal: IdentityError?
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("identity.tokens.title"), layout: .wide, breadcrumb: [AdministrationPages.step], body: body)
    }

    private var body: HTML {
        """
        \(PageHead(Message("identity.tokens.title"), lead: Message("identity.tokens.lead")))
        \(refusal.map { Notice(.danger, $0.answer.message) })\(errors.summary)\
        \(DataTable(
            "tokens", caption: Message("identity.tokens.title"),
            columns: [
                .init(Message("identity.token.name")), .init(Message("identity.token.scopes")),
                .init(Message("identity.token.owner")), .init(Message("identity.token.used"), .time),
                .init(Message("identity.token.expires"), .time), .init(Message("identity.own.act")),
            ],
            rows: tokens.items.map(row),
            next: tokens.next.map { ("/identity/tokens" as Address).with("after", $0.encoded) },
            empty: Message("identity.tokens.none"), hidesCaption: true, stacks: true))
        <section class="section"><h2>\(say: "identity.tokens.new")</h2>
        <form class="form" method="post" action="/identity/tokens" novalidate>\(HTML.formToken)\
        \(FormField.text(
            "name", label: Message("identity.token.name"), value: name, hint: Message("identity.token.name-hint"),
            width: 40, autocomplete: "off", maxLength: 80))\
        \(ChoiceField(
            "scope", .any, legend: Message("identity.token.scopes"),
            options: Scope.all.map { .init($0.rawValue, Self.message(of: $0)) }, chosen: scopes))\
        \(FormField.text(
            "unit", label: Message("identity.token.unit"), value: unit, hint: Message("identity.token.unit-hint"),
            error: errors["unit"], width: 12, autocomplete: "off", isOptional: true, maxLength: 32))\
        \(FormField.select(
            "days", label: Message("identity.token.days"),
            options: APIToken.lifetimes.map {
                .init(String($0), Message("identity.token.days-count", ["count": .count($0)]))
            }, value: days))\
        <p class="actions">\(SubmitButton(Message("identity.tokens.make")))</p></form></section>
        """
    }

    private func row(_ token: APIToken) -> DataTable.Row {
        let scopes = token.scopes.sorted { $0.rawValue < $1.rawValue }
        return DataTable.Row([
            "\(token.name)\(token.unitCode.isEmpty ? nil : unit(of: token))",
            HTML.each(scopes) { "<div>\(Self.message(of: $0))</div>" },
            "\(token.ownerName)",
            token.lastUsedAt.map { "\($0)" } ?? "\(say: "identity.token.never")",
            "\(token.expiresAt, .date)",
            act(token),
        ])
    }

    /// A unit that never was is said to be none: such a token opens nothing.
    private func unit(of token: APIToken) -> HTML {
        "<br><span class=\"muted\">\(token.unitCode) · \(units[token.id].map { "\($0)" } ?? "\(say: "identity.token.no-unit")")</span>"
    }

    private func act(_ token: APIToken) -> HTML {
        if let revokedAt = token.revokedAt {
            return "\(say: "identity.token.revoked-at", ["at": .instant(revokedAt)])"
        }
        guard token.isGood(at: now) else { return "\(say: "identity.token.expired")" }
        return ActionForm(
            "/identity/tokens/\(token.id.description)/revocation",
            SubmitButton(Message("identity.token.revoke"), .danger)
        ).html
    }

    static func message(of scope: Scope) -> Message {
        Message("identity.scope.\(scope.rawValue.replacing(":", with: "."))")
    }
}

/// A token, shown this once.
struct IssuedTokenPage {
    let issued: APITokens.Issued

    var content: PageContent {
        PageContent(
            Message("identity.token.issued"),
            breadcrumb: [AdministrationPages.step, .init(Message("identity.tokens.title"), "/identity/tokens")],
            body: body)
    }

    private static let header = "Authorization: Bearer …"

    private var body: HTML {
        """
        \(PageHead(Message("identity.token.issued")))
        <div class="stack">\(Notice(.warning, Message("identity.token.once")))
        \(DefinitionList([
            (Message("identity.token.name"), "\(issued.token.name)"),
            (Message("identity.token.expires"), "\(issued.token.expiresAt)"),
            (Message("identity.token.text"), "<code>\(issued.text)</code>"),
        ]))
        <p class="muted">\(say: "identity.token.use") <code>\(Self.header)</code></p>
        <p class="actions">\(LinkButton(Message("identity.token.kept"), "/identity/tokens"))</p></div>
        """
    }
}
