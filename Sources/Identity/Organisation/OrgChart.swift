// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The whole organisation with all its times, in memory: a value that
/// questions are asked of without a database.
///
/// A country of 10,800 units and two epochs takes some ten megabytes; building
/// it some hundred milliseconds, after each change.
package struct OrgChart: Sendable {
    /// The stored state it was built from.
    package let revision: Int
    package let kinds: UnitKinds
    package let units: [OrgUnit.ID: OrgUnit]
    package let successions: [Succession]
    package let competences: [Competence]
    let children: [OrgUnit.ID: [OrgUnit.ID]]
    let rootIDs: [OrgUnit.ID]
    let byCode: [Code: [OrgUnit.ID]]
    let successionsFrom: [OrgUnit.ID: [Succession]]
    let successionsTo: [OrgUnit.ID: [Succession]]
    let competencesIn: [OrgUnit.ID: [Competence]]

    struct Code: Hashable {
        let scheme: String
        let code: String
    }

    package init(
        revision: Int, kinds: UnitKinds, units: [OrgUnit.ID: OrgUnit] = [:], successions: [Succession] = [],
        competences: [Competence] = []
    ) {
        self.revision = revision
        self.kinds = kinds
        self.units = units
        self.successions = successions
        self.competences = competences
        var children: [OrgUnit.ID: Set<OrgUnit.ID>] = [:]
        var roots: Set<OrgUnit.ID> = []
        var byCode: [Code: Set<OrgUnit.ID>] = [:]
        for unit in units.values {
            for version in unit.versions {
                if let parent = version.parent {
                    children[parent, default: []].insert(unit.id)
                } else {
                    roots.insert(unit.id)
                }
                byCode[Code(scheme: version.scheme, code: version.code), default: []].insert(unit.id)
            }
        }
        self.children = children.mapValues { $0.sorted() }
        rootIDs = roots.sorted()
        self.byCode = byCode.mapValues { $0.sorted() }
        successionsFrom = Dictionary(grouping: successions, by: \.from)
        successionsTo = Dictionary(grouping: successions.filter { $0.to != nil }) { $0.to ?? $0.from }
        competencesIn = Dictionary(grouping: competences, by: \.territory)
    }

    package subscript(id: OrgUnit.ID) -> OrgUnit? { units[id] }

    /// A unit as it is on a day.
    package struct Node: Sendable, Identifiable {
        package let id: OrgUnit.ID
        package let version: OrgUnit.Version
        package let hasChildren: Bool
    }

    /// The unit that has `code` on `day`: on another day it may be another's.
    package func unit(scheme: String, code: String, on day: CivilDay) -> OrgUnit? {
        (byCode[Code(scheme: scheme, code: code)] ?? []).lazy.compactMap { units[$0] }.first { unit in
            unit.version(on: day).map { $0.scheme == scheme && $0.code == code } ?? false
        }
    }

    /// Units that belong to no other on `day`.
    package func roots(on day: CivilDay) -> [Node] {
        nodes(rootIDs, on: day) { $0.parent == nil }
    }

    /// The units directly below `parent` on `day`, territories first, by code.
    package func children(of parent: OrgUnit.ID, on day: CivilDay) -> [Node] {
        nodes(children[parent] ?? [], on: day) { $0.parent == parent }
    }

    /// From the highest unit down to this one, on `day`; empty when it is not there.
    package func path(to id: OrgUnit.ID, on day: CivilDay) -> [Node] {
        var path: [Node] = []
        var seen: Set<OrgUnit.ID> = []
        var next: OrgUnit.ID? = id
        while let id = next, seen.insert(id).inserted, let version = units[id]?.version(on: day) {
            path.append(Node(id: id, version: version, hasChildren: true))
            next = version.parent
        }
        return path.reversed()
    }

    /// Whether `id` is `ancestor` or stands below it on `day`.
    ///
    /// - Complexity: O(depth), five at most in practice.
    package func isWithin(_ id: OrgUnit.ID, _ ancestor: OrgUnit.ID, on day: CivilDay) -> Bool {
        var next: OrgUnit.ID? = id
        var steps = 0
        while let id = next, steps < 32 {
            guard let version = units[id]?.version(on: day) else { return false }
            if id == ancestor { return true }
            next = version.parent
            steps += 1
        }
        return false
    }

    package func title(of version: OrgUnit.Version) -> String { kinds.title(of: version) }

    /// The unit's name on `day`, or the nearest one it had.
    package func title(of id: OrgUnit.ID, on day: CivilDay) -> String {
        units[id]?.nearest(to: day).map(kinds.title(of:)) ?? ""
    }

    /// Who does `function` in `territory` on `day`: what is said of the
    /// territory itself, else of the one it belongs to, and so on.
    package func competences(
        for function: String, _ part: Competence.Part, in territory: OrgUnit.ID, on day: CivilDay
    ) -> [Competence] {
        for node in path(to: territory, on: day).reversed() {
            let found = (competencesIn[node.id] ?? []).filter {
                $0.part == part && $0.covers(function) && $0.validity.holds(on: day)
            }
            // The longest code says it most exactly.
            let longest = found.map(\.function.count).max()
            let nearest = found.filter { $0.function.count == longest }
            if !nearest.isEmpty { return nearest }
        }
        return []
    }

    private func nodes(
        _ ids: [OrgUnit.ID], on day: CivilDay, where belongs: (OrgUnit.Version) -> Bool
    ) -> [Node] {
        let found = ids.compactMap { id -> (Node, Int)? in
            guard let version = units[id]?.version(on: day), belongs(version) else { return nil }
            let below = children[id] ?? []
            let hasChildren = below.contains { units[$0]?.version(on: day)?.parent == id }
            return (Node(id: id, version: version, hasChildren: hasChildren), kinds[version.kind]?.level ?? 9)
        }
        return found.sorted { ($0.1, $0.0.version.code, $0.0.id) < ($1.1, $1.0.version.code, $1.0.id) }.map(\.0)
    }
}
