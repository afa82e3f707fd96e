// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// A unit's life, event by event.
struct LifeLine: Component {
    let unit: OrgUnit
    let chart: OrgChart
    let names: UnitNames
    let today: CivilDay

    var html: HTML {
        let events = chart.life(of: unit)
        return """
            <ol class="life-line">\(HTML.each(events) { day, event in
                """
                <li\(" class=\"life-ahead\"", if: day > today)><p class="life-day">\(day)\
                \(day > today ? " \(Tag(Message("identity.org.state.planned")))" as HTML : nil)</p>\(words(event))</li>
                """
            })</ol>
            """
    }

    private func words(_ event: OrgChart.LifeEvent) -> HTML {
        switch event {
        case .madeOf(let steps):
            "<p>\(say: "identity.org.life.made-of")</p>\(list(steps) { link($0.from, on: $0.on - 1) })\(acts(steps))"
        case .becomes(let steps): fate(steps)
        case .ended: "<p>\(say: "identity.org.life.ended")</p>"
        case .version(let version, nil):
            "<p>\(say: "identity.org.life.begins", ["unit": .text(names.title(version)), "code": .text(version.code)])</p>\(act(version))"
        case .version(let version, let before?): "<ul>\(changes(before, version))</ul>\(act(version))"
        }
    }

    private func fate(_ steps: [Succession]) -> HTML {
        let following = steps.filter { $0.to != nil }
        guard !following.isEmpty else { return "<p>\(say: "identity.org.life.abolished")</p>\(acts(steps))" }
        return """
            <p>\(say: "identity.org.life.becomes")</p>\(list(following) { link($0.to ?? $0.from, on: $0.on) })\(acts(steps))
            """
    }

    private func list(_ steps: [Succession], _ name: (Succession) -> HTML) -> HTML {
        """
        <ul>\(HTML.each(steps) { step in
            "<li>\(say: "identity.org.kind.\(step.kind.rawValue)"): \(name(step))\(ShareWords(step))\(step.function.isEmpty ? nil : " <code>\(step.function)</code>" as HTML)</li>"
        })</ul>
        """
    }

    private func changes(_ before: OrgUnit.Version, _ after: OrgUnit.Version) -> HTML {
        var changes: [HTML] = []
        if names.title(before) != names.title(after) {
            changes.append(
                "\(say: "identity.org.life.renamed", ["before": .text(names.title(before)), "after": .text(names.title(after))])"
            )
        }
        if before.code != after.code || before.scheme != after.scheme {
            changes.append(
                "\(say: "identity.org.life.recoded", ["before": .text(before.code), "after": .text(after.code)])")
        }
        if before.parent != after.parent {
            let parent = after.parent.map { names.title($0, on: after.validity.from, in: chart) }
            changes.append(
                parent.map { "\(say: "identity.org.life.moved", ["parent": .text($0)])" }
                    ?? "\(say: "identity.org.life.moved-out")")
        }
        if changes.isEmpty { changes.append("\(say: "identity.org.life.corrected")") }
        return HTML.each(changes) { "<li>\($0)</li>" }
    }

    private func link(_ id: OrgUnit.ID, on day: CivilDay) -> HTML {
        names.link(id, on: day, in: chart, today: today)
    }

    private func act(_ version: OrgUnit.Version) -> ActWords { ActWords([version.act]) }
    private func acts(_ steps: [Succession]) -> ActWords { ActWords(steps.map(\.act)) }
}
