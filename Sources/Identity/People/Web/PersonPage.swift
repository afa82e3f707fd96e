// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// One person: posts, delegations, forms of signing, accounts.
struct PersonPage {
    let person: Person
    let staff: Staff
    let chart: OrgChart
    let names: UnitNames
    let now: Instant
    let actions: [PermissionRule]
    /// Posts the viewer may fill and empty.
    var changeable: Set<Post.ID> = []
    /// Whether the viewer may link accounts, look at them, and let the person leave.
    var mayEndAll = false
    var acts: [IdentityAct] = []
    var accounts: [Account] = []
    var refusal: StaffError?
    var errors = FormErrors()
    var typed = FormInput.empty

    private var day: CivilDay { CivilZone.vietNam.day(of: now) }
    private var address: String { person.id.description }

    var content: PageContent {
        PageContent(
            Message("identity.staff.page-title", ["name": .text(person.name)]), layout: .wide,
            breadcrumb: [.init(Message("identity.staff.title"), "/people")],
            body: """
                \(PageHead(named: person.name, lead: left, actions: LinkButton(
                    Message("identity.personal.title"), Address("/people/\(address)/personal"), .quiet).html))
                <div class="stack">\(errors.summary)\(refusal.map { Notice(.danger, $0.answer.message) })</div>
                <section class="section">\(held)</section>\(delegated)
                <section class="section"><h2>\(say: "identity.staff.signing")</h2>\(signing)</section>
                <section class="section"><h2>\(say: "identity.staff.accounts")</h2>\(accountList)</section>
                <section class="section"><h2>\(say: "identity.staff.why")</h2>\(asking)</section>
                \(person.leftAt == nil ? PersonForms(page: self).html : nil)
                <section class="section"><h2>\(say: "identity.act.title")</h2>\(ActTable(acts: acts))</section>
                """)
    }

    private var left: HTML {
        person.leftAt.map { "\(say: "identity.staff.left", ["since": .instant($0)])" } ?? .empty
    }

    private func title(_ post: Post?) -> HTML {
        guard let post else { return "–" }
        return "\(post.title), \(names.link(post.unit, on: day, in: chart, today: day))"
    }

    private func period(_ from: Instant, _ to: Instant?) -> HTML {
        to.map { "\(say: "identity.staff.from-to", ["from": .instant(from), "to": .instant($0)])" }
            ?? "\(say: "identity.staff.since", ["from": .instant(from)])"
    }

    private var held: HTML {
        DataTable(
            "held", caption: Message("identity.staff.posts"),
            columns: [
                .init(Message("identity.staff.post")), .init(Message("identity.staff.kind")),
                .init(Message("identity.org.field.validity")), .init(Message("identity.field.roles")),
                .init(Message("identity.own.act")),
            ],
            rows: staff.appointments(of: person.id).map { held in
                let post = staff.posts[held.post]
                let relieve = ReasonForm(
                    action: "/people/\(address)/appointments/\(held.id.description)/end",
                    button: SubmitButton(Message("identity.staff.relieve"), .quiet),
                    field: "reason-\(held.id)", errors: errors, typed: typed)
                return DataTable.Row([
                    title(post), "\(say: "identity.staff.kind.\(held.kind.rawValue)")", period(held.from, held.to),
                    RoleNames(post?.roles ?? []).html,
                    held.to == nil && person.leftAt == nil && changeable.contains(held.post) ? relieve.html : .empty,
                ])
            }, empty: Message("identity.staff.no-posts")
        ).html
    }

    private var delegated: HTML {
        let own = Set(staff.appointments(of: person.id).map(\.id))
        let found = staff.delegations.filter { $0.to == person.id || own.contains($0.appointment) }
        guard !found.isEmpty else { return .empty }
        let table = DataTable(
            "delegations", caption: Message("identity.staff.delegations"),
            columns: [
                .init(Message("identity.staff.delegated-from")), .init(Message("identity.staff.delegated-to")),
                .init(Message("identity.org.field.validity")), .init(Message("identity.field.roles")),
                .init(Message("identity.own.act")),
            ],
            rows: found.map { delegation in
                let source = staff.appointments[delegation.appointment]
                let giver = source.flatMap { staff.people[$0.person]?.name } ?? ""
                let revoke = ReasonForm(
                    action: "/people/\(address)/delegations/\(delegation.id.description)/end",
                    button: SubmitButton(Message("identity.staff.revoke"), .quiet),
                    field: "reason-\(delegation.id)", errors: errors, typed: typed)
                return DataTable.Row([
                    "\(giver) – \(title(source.flatMap { staff.posts[$0.post] }))",
                    "\(staff.people[delegation.to]?.name ?? "")", period(delegation.from, delegation.until),
                    RoleNames(delegation.roles).html,
                    delegation.until <= now
                        ? "\(say: "identity.staff.over")"
                        : source.map { changeable.contains($0.post) } == true ? revoke.html : .empty,
                ])
            })
        return "<section class=\"section\">\(table)</section>"
    }

    private var signing: HTML {
        let signatures = staff.signatures(of: person.id, in: chart, at: now)
        guard !signatures.isEmpty else { return "<p>\(say: "identity.staff.signs-nothing")</p>" }
        return """
            <ul>\(HTML.each(signatures) { signature in
                "<li>\(HTML.each(signature.lines) { "<strong>\($0)</strong><br>" })\(names.title(signature.unit, on: day, in: chart))</li>"
            })</ul>
            """
    }

    private var accountList: HTML {
        guard !accounts.isEmpty else { return "<p>\(say: "identity.staff.no-accounts")</p>" }
        return """
            <ul>\(HTML.each(accounts) { account in
                "<li>\(login(of: account)) – \(account.stateMessage)</li>"
            })</ul>
            """
    }

    private func login(of account: Account) -> HTML {
        mayEndAll
            ? "<a href=\"\(Address("/identity/accounts/\(account.id.description)"))\">\(account.login)</a>"
            : "\(account.login)"
    }

    private var asking: HTML {
        """
        <form class="form" method="get" action="\(Address("/people/\(address)/permissions"))">\
        \(FormField.select(
            "action", label: Message("identity.staff.action"), options: actions.map { FormField.Choice($0.action, $0.title) }))\
        \(FormField.text(
            "unit", label: Message("identity.staff.at-unit"), hint: Message("identity.org.competence.unit-hint"),
            width: 20, isOptional: true, maxLength: 64))\
        \(Checkbox("city", label: Message("identity.staff.at-city")))\
        \(FormField.text(
            "state", label: Message("identity.staff.in-state"), width: 20, isOptional: true, maxLength: 64))\
        <p class="actions">\(SubmitButton(Message("identity.staff.ask"), .quiet))</p></form>
        """
    }
}
