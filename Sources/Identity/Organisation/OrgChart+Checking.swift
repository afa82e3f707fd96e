// SPDX-License-Identifier: Apache-2.0

package import Basics

extension OrgChart {
    /// What is wrong with these units and the successions that begin or end
    /// at them, the gravest first for each unit. Empty when all is well.
    package func problems(of ids: some Sequence<OrgUnit.ID>) -> [OrgProblem] {
        var problems: [OrgProblem] = []
        for id in ids {
            guard let unit = units[id] else { continue }
            problems += ownProblems(of: unit)
            problems += divisionProblems(of: unit)
        }
        return problems
    }

    private func problem(_ unit: OrgUnit, _ kind: OrgProblem.Kind) -> OrgProblem {
        let title = unit.versions.last.map(kinds.title(of:)) ?? ""
        return OrgProblem(unit: unit.id, title: title, kind: kind)
    }

    private func ownProblems(of unit: OrgUnit) -> [OrgProblem] {
        var found: [OrgProblem] = []
        for (index, version) in unit.versions.enumerated() {
            if version.name.isEmpty { found.append(problem(unit, .noName)) }
            if version.code.isEmpty || version.scheme.isEmpty { found.append(problem(unit, .noCode)) }
            if kinds[version.kind] == nil { found.append(problem(unit, .unknownKind(version.kind))) }
            if index > 0, unit.versions[index - 1].validity.overlaps(version.validity) {
                found.append(problem(unit, .overlappingVersions(version.validity.from)))
            }
            if let other = holder(ofCodeIn: version, besides: unit.id) { found.append(problem(unit, other)) }
            if let wrong = parentProblem(of: version, in: unit) { found.append(problem(unit, wrong)) }
        }
        for child in children[unit.id] ?? [] {
            guard let child = units[child] else { continue }
            for version in child.versions where version.parent == unit.id {
                if let day = firstDayWithout(unit, in: version.validity) {
                    found.append(problem(unit, .childLeftBehind(child: kinds.title(of: version), day)))
                }
            }
        }
        return found
    }

    private func holder(ofCodeIn version: OrgUnit.Version, besides id: OrgUnit.ID) -> OrgProblem.Kind? {
        for other in byCode[Code(scheme: version.scheme, code: version.code)] ?? [] where other != id {
            for held in units[other]?.versions ?? []
            where held.scheme == version.scheme && held.code == version.code
                && held.validity.overlaps(version.validity)
            {
                let day = max(held.validity.from, version.validity.from)
                return .codeTaken(code: version.code, by: kinds.title(of: held), day)
            }
        }
        return nil
    }

    private func parentProblem(of version: OrgUnit.Version, in unit: OrgUnit) -> OrgProblem.Kind? {
        guard let parentID = version.parent else { return nil }
        guard let parent = units[parentID] else { return .parentUnknown }
        if let day = firstDayWithout(parent, in: version.validity) {
            return .outsideParent(parent: parent.nearest(to: day).map(kinds.title(of:)) ?? "", day)
        }
        // The tree can change within the version's time: looked at on every day something above begins.
        var days: Set<CivilDay> = [version.validity.from]
        var above: Set<OrgUnit.ID> = []
        var waiting = [parentID]
        while let next = waiting.popLast(), above.insert(next).inserted || !waiting.isEmpty {
            days.formUnion(units[next]?.versions.map(\.validity.from) ?? [])
            waiting += (units[next]?.versions.compactMap(\.parent) ?? []).filter { !above.contains($0) }
        }
        for day in days where version.validity.holds(on: day) && loops(from: unit.id, on: day) { return .cycle }
        return nil
    }

    private func loops(from id: OrgUnit.ID, on day: CivilDay) -> Bool {
        var seen: Set<OrgUnit.ID> = []
        var next: OrgUnit.ID? = id
        while let id = next {
            guard seen.insert(id).inserted else { return true }
            next = units[id]?.version(on: day)?.parent
        }
        return false
    }

    /// The first day of `validity` on which `unit` does not exist.
    private func firstDayWithout(_ unit: OrgUnit, in validity: Validity) -> CivilDay? {
        var day = validity.from
        for version in unit.versions where version.validity.from <= day {
            guard let end = version.validity.to else { return nil }
            if end > day { day = end }
        }
        if let end = validity.to, day >= end { return nil }
        return day
    }

    /// Shares of a division sum to 1, or nobody has published any of them.
    private func divisionProblems(of unit: OrgUnit) -> [OrgProblem] {
        var found: [OrgProblem] = []
        let steps = successors(of: unit.id)
        for step in steps {
            if step.to == unit.id { found.append(problem(unit, .succeedsItself)) }
            if let share = step.share, !(share > 0 && share <= 1) { found.append(problem(unit, .shareOutOfRange)) }
            if step.kind != .abolish, step.to == nil { found.append(problem(unit, .successorMissing)) }
            if step.kind == .transfer, step.function.isEmpty { found.append(problem(unit, .noFunction)) }
            if let to = step.to, units[to]?.exists(on: step.on) != true {
                found.append(problem(unit, .successorNotThere(successor: title(of: to, on: step.on), step.on)))
            }
            if !unit.exists(on: step.on - 1) { found.append(problem(unit, .predecessorNeverThere(step.on))) }
        }
        for (day, parts) in Dictionary(grouping: steps.filter(\.kind.isShared), by: \.on) {
            let known = parts.compactMap(\.share)
            if known.isEmpty { continue }
            let sum = known.reduce(0, +)
            if known.count < parts.count {
                found.append(problem(unit, .sharesIncomplete))
            } else if unit.exists(on: day) ? sum > 1.000_001 : abs(sum - 1) > 0.000_001 {
                found.append(problem(unit, .sharesDoNotSum(sum)))
            }
        }
        return found
    }

    /// Which of these units end without anybody to follow them, and without
    /// its being said that nobody shall.
    package func withoutSuccessor(_ ids: some Sequence<OrgUnit.ID>) -> [OrgProblem] {
        ids.compactMap { id in
            guard let unit = units[id], let end = unit.endedOn else { return nil }
            let followed = successors(of: id).contains { $0.on <= end && $0.kind != .transfer }
            return followed ? nil : problem(unit, .noSuccessor(end))
        }
    }
}
