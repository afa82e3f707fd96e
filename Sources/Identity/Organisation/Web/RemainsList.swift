// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What the units of a plan leave behind, for whoever prepares it.
struct RemainsList: Component {
    let remains: Reorganisation.Remains
    let plan: Reorganisation
    let chart: OrgChart
    let names: UnitNames
    let today: CivilDay

    /// The most that is shown of either.
    private static let limit = 200

    var html: HTML {
        guard !remains.isEmpty else { return .empty }
        return Notice(
            .warning, Message("identity.org.plan.remains"),
            detail: """
                <p>\(say: "identity.org.plan.remains-means")</p>\(posts)\(competences)
                """
        ).html
    }

    private var posts: HTML? {
        guard !remains.posts.isEmpty else { return nil }
        return """
            <h3>\(say: "identity.org.plan.remains-posts", ["count": .count(remains.posts.count)])</h3>
            <ul>\(HTML.each(remains.posts.prefix(Self.limit)) { held in
                "<li>\(title(held.post)), \(link(held.post.unit)): \(holders(held))</li>"
            })</ul>
            """
    }

    private var competences: HTML? {
        guard !remains.competences.isEmpty else { return nil }
        return """
            <h3>\(say: "identity.org.plan.remains-competences", ["count": .count(remains.competences.count)])</h3>
            <ul>\(HTML.each(remains.competences.prefix(Self.limit)) { competence in
                "<li><code>\(competence.function)</code> \(link(competence.unit))\(territory(competence))</li>"
            })</ul>
            """
    }

    private func title(_ post: Post) -> String {
        names.language == .vi || post.titleEnglish.isEmpty ? post.title : post.titleEnglish
    }

    private func territory(_ competence: Competence) -> HTML? {
        competence.territory == competence.unit ? nil : " – \(link(competence.territory))"
    }

    private func link(_ unit: OrgUnit.ID) -> HTML {
        names.link(unit, on: plan.effectiveOn - 1, in: chart, today: today)
    }

    private func holders(_ held: Reorganisation.Remains.HeldPost) -> HTML {
        guard !held.holders.isEmpty else { return "\(say: "identity.org.plan.remains-vacant")" }
        return HTML.each(held.holders.enumerated()) { index, person in
            "\(index == 0 ? nil : ", " as HTML)<a href=\"\(Address("/people/\(person.id.description)"))\">\(person.name)</a>"
        }
    }
}
