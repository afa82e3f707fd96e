// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import Web

/// The pages of the organisation.
package struct OrganisationPages: Sendable {
    let organisation: Organisation
    let permissions: any Permissions
    /// Whose posts end with a unit.
    let people: People

    /// Goes on only where the viewer may change every one of these units.
    ///
    /// - Returns: The viewer in the office whose power it is.
    /// - Throws: `PermissionError.outOfReach`.
    func requireChange(of units: OrgUnit.ID?..., context: WebContext) async throws -> Actor {
        try await permissions.require(
            People.changeOfUnits, of: context.viewer.actor,
            in: units.map { $0.map { .unit($0.description) } ?? .city })
    }

    func mayChange(_ unit: OrgUnit.ID, _ context: WebContext) async throws -> Bool {
        guard IdentityPolicies.organisation.permits(context.viewer) else { return false }
        return try await permissions.permits(
            context.viewer.actor, People.changeOfUnits, in: .unit(unit.description))
    }

    /// The day the reader asked for, or today.
    func day(_ context: WebContext) -> CivilDay { context.query.day("on") ?? organisation.today }

    func names(_ context: WebContext) -> UnitNames {
        UnitNames(kinds: organisation.kinds, language: context.language)
    }

    /// The page again with what stands against the form, status as the error says.
    func refused(_ content: PageContent, _ error: OrgError, _ context: WebContext) -> Response {
        context.page(content, status: .init(code: error.answer.status))
    }
}

extension IdentityFeature {
    package var organisationPages: OrganisationPages {
        OrganisationPages(organisation: organisation, permissions: people, people: people)
    }
}

/// Units by name in the reader's language.
struct UnitNames: Sendable {
    let kinds: UnitKinds
    let language: Language

    func title(_ version: OrgUnit.Version) -> String {
        language == .vi ? kinds.title(of: version) : kinds.titleEnglish(of: version)
    }

    func title(_ id: OrgUnit.ID, on day: CivilDay, in chart: OrgChart) -> String {
        chart[id]?.nearest(to: day).map(title) ?? ""
    }

    /// What a unit that is only planned will be called.
    func title(_ new: Reorganisation.Step.New) -> String {
        guard language != .vi else { return kinds.title(new.name, kind: new.kind) }
        return kinds.titleEnglish(new.nameEnglish.isEmpty ? new.name : new.nameEnglish, kind: new.kind)
    }

    func kind(_ code: String) -> String {
        kinds[code].map { language == .vi ? $0.name : $0.nameEnglish } ?? code
    }

    /// A link to a unit, called as it is on `day`.
    func link(_ id: OrgUnit.ID, on day: CivilDay, in chart: OrgChart, today: CivilDay) -> HTML {
        "<a href=\"\(Self.address(id, on: day, today: today))\">\(title(id, on: day, in: chart))</a>"
    }

    static func address(_ id: OrgUnit.ID, on day: CivilDay, today: CivilDay) -> Address {
        ("/organisation/units/\(id.description)" as Address).with("on", day == today ? nil : day.iso8601)
    }

    var kindChoices: [FormField.Choice] {
        kinds.all.map { FormField.Choice($0.code, named: language == .vi ? $0.name : $0.nameEnglish) }
    }
}

/// Everything that stands against a change, in a box.
struct ProblemList: Component {
    let problems: [OrgProblem]

    var html: HTML {
        guard !problems.isEmpty else { return .empty }
        return Notice(
            .danger, Message("identity.org.problems", ["count": .count(problems.count)]),
            detail: "<ul>\(HTML.each(problems.prefix(100)) { "<li>\($0.message)</li>" })</ul>"
        ).html
    }
}

extension OrgError {
    /// What stands against the change, for the page it was asked on.
    var notice: HTML {
        if case .problems(let problems) = self, !problems.isEmpty { return ProblemList(problems: problems).html }
        return Notice(.danger, answer.message).html
    }
}
