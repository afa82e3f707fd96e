// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import Web

/// Why somebody may do something, or may not, step by step.
struct PermissionPage {
    let person: Person
    let action: String
    /// What the action asks for; `nil` where there is no such action.
    let rule: PermissionRule?
    let scope: Staff.Scope
    /// Each account with its decision.
    let decisions: [(account: Account, decision: Staff.Decision)]
    let chart: OrgChart
    let names: UnitNames
    let now: Instant

    private var day: CivilDay { CivilZone.vietNam.day(of: now) }
    private var arguments: [String: Message.Argument] {
        ["name": .text(person.name), "action": rule.map { .message($0.title) } ?? .text(action)]
    }

    var content: PageContent {
        let isPermitted = decisions.contains { $0.decision.isPermitted }
        let verdict = Message(isPermitted ? "identity.staff.may" : "identity.staff.may-not", arguments)
        return PageContent(
            Message("identity.staff.why-title", arguments), layout: .wide,
            breadcrumb: [
                .init(Message("identity.staff.title"), "/people"),
                .init(named: person.name, "/people/\(person.id.description)"),
            ],
            body: """
                \(PageHead(Message("identity.staff.why-title", arguments), lead: lead))
                \(Notice(isPermitted ? .success : .warning, verdict))
                \(decisions.isEmpty ? "<p>\(say: "identity.staff.why.no-account")</p>" as HTML : HTML.each(decisions, steps))
                """)
    }

    private var lead: Message? {
        switch scope {
        case .anywhere: nil
        case .city: Message("identity.staff.why-city")
        case .unit(let unit), .unitAndBelow(let unit):
            Message("identity.staff.why-unit", ["unit": .text(names.title(unit, on: day, in: chart))])
        }
    }

    private func steps(_ account: Account, _ decision: Staff.Decision) -> HTML {
        let hasPower = decision.steps.contains { $0.isEnough }
        return """
            <section class="section"><h2>\(account.login)</h2>\(StepList([
                .condition(Message("identity.staff.why.account"), holds: decision.isAccountOpen),
                .condition(Message("identity.staff.why.rule"), holds: decision.rule != nil, detail: rule(decision)),
                .condition(Message("identity.staff.why.state"), holds: decision.stateFits),
                .condition(Message("identity.staff.why.power"), holds: hasPower),
            ]))\(powers(account, decision))</section>
            """
    }

    private func rule(_ decision: Staff.Decision) -> HTML {
        guard let rule = decision.rule else { return "<p>\(say: "identity.staff.why.no-rule")</p>" }
        return """
            <p>\(say: "identity.staff.why.asks") \(RoleNames(Set(rule.roles.map(Role.init(rawValue:)))).html)</p>
            """
    }

    private func powers(_ account: Account, _ decision: Staff.Decision) -> HTML {
        DataTable(
            "powers-\(account.id.description)", caption: Message("identity.staff.why.powers"),
            columns: [
                .init(Message("identity.staff.why.basis")), .init(Message("identity.field.roles")),
                .init(Message("identity.staff.why.role")), .init(Message("identity.staff.why.time")),
                .init(Message("identity.staff.why.unit")), .init(Message("identity.staff.why.reach")),
            ],
            rows: decision.steps.map { step in
                DataTable.Row([
                    basis(step.grant), RoleNames(step.grant.roles).html, sign(step.hasRole), sign(step.isInTime),
                    sign(step.unitExists), sign(step.isInReach),
                ])
            }, empty: Message("identity.staff.why.none")
        ).html
    }

    private func sign(_ isGood: Bool) -> HTML {
        Tag(Message(isGood ? "identity.staff.yes" : "identity.staff.no"), isGood ? .success : .warning).html
    }

    private func basis(_ grant: Staff.Grant) -> HTML {
        guard let post = grant.post else { return "\(say: "identity.staff.why.by-account")" }
        let unit = names.link(post.unit, on: day, in: chart, today: day)
        if case .delegation(let delegation, _, _) = grant.basis {
            let until = Message("identity.staff.why.by-delegation", ["until": .instant(delegation.until)])
            return "\(until) \(post.title), \(unit)"
        }
        return "\(post.title), \(unit)"
    }
}

extension PeoplePages {
    @Sendable func explain(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await personPage(context)
        let action = String(context.query["action"].prefix(64))
        let now = people.clock.now
        var scope = context.query.isChecked("city") ? Staff.Scope.city : .anywhere
        if let typed = context.query.value("unit") {
            guard let unit = people.unit(ofCode: typed, in: page.chart) else { throw StaffError.unknownUnit }
            scope = .unit(unit)
        }
        let (place, state) = (scope, context.query.value("state"))
        let decisions = page.accounts.map { account in
            (
                account: account,
                decision: page.staff.decision(
                    account.id, people.rules[action], in: place, state: state, of: page.chart, at: now)
            )
        }
        return context.page(
            PermissionPage(
                person: page.person, action: action, rule: people.rules[action], scope: place, decisions: decisions,
                chart: page.chart,
                names: page.names, now: now
            ).content)
    }
}
