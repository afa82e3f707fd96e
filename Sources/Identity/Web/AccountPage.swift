// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// One account, for administrators.
struct AccountPage {
    let account: Account
    let events: [IdentityEvent]
    var errors = FormErrors()
    var refusal: IdentityError?
    /// Whose page it is: nobody disables their own account.
    let isOwn: Bool
    let secondFactor: SecondFactors.State
    let sessions: [Session]
    /// What the form holds: the account's own, or what was typed and refused.
    var name: String
    var roles: Set<String>
    var typed = FormInput.empty

    init(
        account: Account, events: [IdentityEvent], isOwn: Bool, secondFactor: SecondFactors.State, sessions: [Session]
    ) {
        self.secondFactor = secondFactor
        self.sessions = sessions
        self.account = account
        self.events = events
        self.isOwn = isOwn
        name = account.name
        roles = Set(account.roles.map(\.rawValue))
    }

    var content: PageContent {
        PageContent(
            Message("identity.account.title", ["name": .text(account.name)]),
            breadcrumb: [AdministrationPages.step, .init(Message("identity.accounts.title"), "/identity/accounts")],
            body: body)
    }

    private var body: HTML {
        """
        \(PageHead(named: account.name))
        <div class="stack">\(refusal.map { Notice(.danger, $0.answer.message) })\
        \(errors.summary)
        \(DefinitionList([
            (Message("identity.field.login"), "\(account.login)"),
            (Message("identity.field.state"), "\(account.stateMessage)"),
            (Message("identity.field.created"), "\(account.createdAt)"),
        ]))</div>
        <section class="section"><h2>\(say: "identity.account.change")</h2>
        <form class="form" method="post" action="\(address)" novalidate>\(HTML.formToken)\(version)\
        \(FormField.text(
            "name", label: Message("identity.field.name"), value: name, error: errors["name"], width: 40,
            autocomplete: "off", maxLength: 100))\
        \(ChoiceField(
            "role", .any, legend: Message("identity.field.roles"), options: RoleNames.choices,
            chosen: roles, error: errors["role"]))\
        \(ReasonForm.field(
            "roles-reason", errors, typed, label: Message("identity.account.roles-reason"), isOptional: true))\
        <p class="actions">\(SubmitButton(Message("identity.account.save")))</p></form></section>
        <section class="section stack"><h2>\(say: "identity.account.access")</h2>
        <p>\(say: "identity.account.reset-means")</p>
        \(act("password", "identity.account.reset", .quiet))
        \(isOwn ? nil : disabling)</section>
        \(secondFactor.setAt.map(factor))
        \(AccountSessionSection(account: account, sessions: sessions))
        <section class="section"><h2>\(say: "identity.account.events")</h2>
        \(AccountEventTable(events))
        <p><a href="\(("/identity/security-log" as Address).with("account", account.id.description))">\
        \(say: "identity.security.all-events")</a></p></section>
        """
    }

    private func factor(_ setAt: Instant) -> HTML {
        """
        <section class="section stack"><h2>\(say: "identity.own.second-factor")</h2>
        <p>\(say: "identity.account.second-factor-since", ["since": .instant(setAt)])</p>
        <form class="form" method="post" action="\(address)/second-factor" novalidate>\(HTML.formToken)\
        \(FormField.text(
            "reason", label: Message("identity.account.second-factor-reason"),
            hint: Message("identity.account.second-factor-hint"), error: errors["reason"], width: 50,
            autocomplete: "off", maxLength: 300))\
        <p class="actions">\(SubmitButton(Message("identity.account.second-factor-take"), .danger))</p></form></section>
        """
    }

    private var disabling: HTML {
        account.isDisabled
            ? act("enablement", "identity.account.enable", .quiet)
            : "<p>\(say: "identity.account.disable-means")</p>\(disablement)"
    }

    private var disablement: ReasonForm {
        ReasonForm(
            action: "/identity/accounts/\(account.id.description)/disablement",
            button: SubmitButton(Message("identity.account.disable"), .danger), field: "disable-reason", errors: errors,
            typed: typed, fields: version)
    }

    private func act(_ name: String, _ title: String, _ style: ButtonStyle) -> HTML {
        let action: Address = "/identity/accounts/\(account.id.description)/\(name)"
        return ActionForm(action, SubmitButton(Message(title), style), fields: version).html
    }

    private var address: Address { "/identity/accounts/\(account.id.description)" }

    /// What the page shows: a change from it must find the account unchanged.
    private var version: HTML {
        "<input type=\"hidden\" name=\"version\" value=\"\(machine: account.version)\">"
    }
}

/// What happened to an account.
struct AccountEventTable: Component {
    private let events: [IdentityEvent]

    init(_ events: [IdentityEvent]) { self.events = events }

    var html: HTML {
        DataTable(
            "events", caption: Message("identity.account.events"),
            columns: [
                .init(Message("identity.event.at"), .time), .init(Message("identity.event.what")),
                .init(Message("identity.event.who")), .init(Message("identity.event.address")),
            ],
            rows: events.map { event in
                DataTable.Row([
                    "\(event.at, .second)", what(event), Self.who(event),
                    "\(event.address)",
                ])
            }, hidesCaption: true, stacks: true
        ).html
    }

    private func what(_ event: IdentityEvent) -> HTML {
        let detail = EventDetail(event: event).html
        return """
            \(say: "identity.event.\(event.kind.rawValue)")\
            \(detail.isEmpty ? nil : "<div class=\"muted\">\(detail)</div>" as HTML)
            """
    }

    static func who(_ event: IdentityEvent) -> HTML {
        if let name = event.actorName { return "\(name)" }
        if event.actor.hasPrefix("system:") { return "\(say: "identity.event.program")" }
        // A person without an account here is a citizen: who they are is not for this page.
        return event.actor.hasPrefix("person:")
            ? "\(say: "identity.event.citizen")" : "\(say: "identity.event.nobody")"
    }
}
