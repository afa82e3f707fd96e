// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A reorganisation that is being prepared: which units end, what follows
/// them, and on which day.
///
/// Once decided its facts are dated data like all others, so it takes effect
/// at its day by itself, whether or not the program runs at that moment.
package struct Reorganisation: Hashable, Sendable {
    package typealias ID = Identifier<Reorganisation>

    package enum State: String, Sendable {
        case draft, decided, discarded
    }

    /// Units that become one: the wholes of some, parts of others.
    package struct Step: Hashable, Codable, Sendable {
        /// A unit's identity.
        package var whole: [String]
        package var parts: [Part]
        /// `nil`: they end and nothing follows.
        package var successor: Successor?

        package struct Part: Hashable, Codable, Sendable {
            package var unit: String
            /// `nil` where nobody has published it.
            package var share: Double?
        }

        package struct Successor: Hashable, Codable, Sendable {
            /// The identity it has, or will have once the plan is decided.
            package var unit: String
            /// What it will be; `nil` for a unit that exists.
            package var new: New?
        }

        package struct New: Hashable, Codable, Sendable {
            package var scheme: String
            package var code: String
            package var name: String
            package var nameEnglish: String
            package var kind: String
            package var parent: String?
        }
    }

    package let id: ID
    package var title: String
    /// The legal act; the facts carry it.
    package var act: String
    package var effectiveOn: CivilDay
    package let state: State
    package var steps: [Step]
    package let createdAt: Instant
    package let createdBy: String
    package let decidedAt: Instant?
    package let decidedBy: String?
    package let version: Int
}

extension Reorganisation {
    /// What the plan changes of `chart`, and the units that end by it.
    func change(of chart: OrgChart) -> (change: OrgChange, ending: Set<OrgUnit.ID>) {
        var change = OrgChange()
        var ending: Set<OrgUnit.ID> = []
        var given: [OrgUnit.ID: [Double?]] = [:]
        for (number, step) in steps.enumerated() {
            let to = step.successor.flatMap { OrgUnit.ID($0.unit) }
            if let to, let new = step.successor?.new {
                change.units[to] = OrgUnit(
                    id: to,
                    versions: [
                        OrgUnit.Version(
                            validity: Validity(since: effectiveOn), scheme: new.scheme, code: new.code, name: new.name,
                            nameEnglish: new.nameEnglish, kind: new.kind, parent: new.parent.flatMap { OrgUnit.ID($0) },
                            act: act, source: title, plan: id)
                    ])
            }
            let whole = step.whole.compactMap { OrgUnit.ID($0) }
            let isAlone = whole.count == 1 && step.parts.isEmpty
            for (place, from) in whole.enumerated() where from != to {
                ending.insert(from)
                let kind: Succession.Kind = to == nil ? .abolish : isAlone ? .rename : .merge
                change.successions.append(
                    succession(number, place, from, to, kind, share: to == nil ? nil : 1))
            }
            for (place, part) in step.parts.enumerated() {
                guard let from = OrgUnit.ID(part.unit) else { continue }
                given[from, default: []].append(part.share)
                let kind: Succession.Kind = whole.isEmpty && step.parts.count == 1 ? .split : .part
                change.successions.append(
                    succession(number, 500 + place, from, to, kind, share: part.share))
            }
        }
        for (from, shares) in given where Self.isUsedUp(shares) { ending.insert(from) }
        for id in ending {
            guard var unit = chart[id] else { continue }
            unit.versions = unit.versions.filter { $0.validity.from < effectiveOn }
            guard var last = unit.versions.popLast(), let validity = last.validity.ended(on: effectiveOn) else {
                continue
            }
            if last.validity.to != validity.to { last.endedByPlan = self.id }
            last.validity = validity
            unit.versions.append(last)
            unit.revision += 1
            change.units[id] = unit
        }
        return (change, ending)
    }

    /// Whether nothing is left of a unit that gave these parts. Where shares
    /// are not published, a unit that goes to two or more is given away whole.
    private static func isUsedUp(_ shares: [Double?]) -> Bool {
        let known = shares.compactMap(\.self)
        guard known.count == shares.count else { return shares.count > 1 }
        return known.reduce(0, +) > 1 - 0.000_001
    }

    /// Made of the plan's own identity, so that the same plan always makes the same facts.
    private func succession(
        _ step: Int, _ place: Int, _ from: OrgUnit.ID, _ to: OrgUnit.ID?, _ kind: Succession.Kind, share: Double?
    ) -> Succession {
        let digits = String(step * 1_000 + place)
        let text = id.description.dropLast(8) + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        return Succession(
            id: Succession.ID(String(text)) ?? Succession.ID(at: createdAt), from: from, to: to, kind: kind,
            share: share, on: effectiveOn, act: act, source: title, plan: id)
    }

    /// Everything that stands against the plan: what would be wrong with the
    /// organisation, and who would be left without successor.
    package func problems(in chart: OrgChart) -> [OrgProblem] {
        let (change, ending) = change(of: chart)
        let next = chart.applying(change)
        var touched = Set(change.units.keys).union(change.successions.map(\.from))
        for id in ending { touched.formUnion(chart.children[id] ?? []) }
        var problems = next.problems(of: touched.sorted()) + next.withoutSuccessor(ending.sorted())
        for id in ending.sorted() {
            guard let unit = chart[id] else { continue }
            if !unit.exists(on: effectiveOn - 1) || unit.endedOn != nil {
                let title = unit.versions.last.map(chart.title(of:)) ?? ""
                problems.append(OrgProblem(unit: id, title: title, kind: .predecessorNeverThere(effectiveOn)))
            }
        }
        var seen: Set<OrgProblem> = []
        return problems.filter { seen.insert($0).inserted }
    }
}
