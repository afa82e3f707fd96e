// SPDX-License-Identifier: Apache-2.0

package import Basics

extension OrgChart {
    /// A unit that stands for (a part of) another at some other time.
    package struct Portion: Hashable, Sendable {
        package let unit: OrgUnit.ID
        /// Which part of the unit asked about; `nil` where nobody has published it.
        package let share: Double?
        /// What led there, the first step first.
        package let way: [Succession]
    }

    /// What became of the unit directly, territory by territory; a transfer of
    /// a task is none.
    package func successors(of id: OrgUnit.ID) -> [Succession] {
        (successionsFrom[id] ?? []).sorted { ($0.on, $0.id) < ($1.on, $1.id) }
    }

    /// What the unit was made of directly.
    package func predecessors(of id: OrgUnit.ID) -> [Succession] {
        (successionsTo[id] ?? []).sorted { ($0.on, $0.id) < ($1.on, $1.id) }
    }

    /// Which units stand on `day` for what the unit was on `recorded`, followed
    /// over as many successions as lie between. Itself, while it exists; less
    /// than itself when it gave a part away meanwhile.
    ///
    /// Empty when it was abolished and nothing followed, and for a `day` before
    /// `recorded`. Where several ways lead to one unit their shares are added;
    /// one unknown share makes the sum unknown.
    package func portions(of id: OrgUnit.ID, recorded: CivilDay, on day: CivilDay) -> [Portion] {
        guard units[id] != nil, recorded <= day else { return [] }
        var found: [OrgUnit.ID: Portion] = [:]
        var order: [OrgUnit.ID] = []
        follow(Portion(unit: id, share: 1, way: []), since: recorded, to: day, seen: [id]) { portion in
            if let held = found[portion.unit] {
                let sum = held.share.flatMap { one in portion.share.map { min(1, one + $0) } }
                found[portion.unit] = Portion(unit: held.unit, share: sum, way: held.way)
            } else {
                found[portion.unit] = portion
                order.append(portion.unit)
            }
        }
        return order.compactMap { found[$0] }
    }

    private func follow(
        _ portion: Portion, since: CivilDay, to day: CivilDay, seen: Set<OrgUnit.ID>, _ found: (Portion) -> Void
    ) {
        let steps = successors(of: portion.unit).filter {
            $0.on > since && $0.on <= day && $0.kind != .transfer && $0.to != portion.unit
        }
        if let unit = units[portion.unit], unit.exists(on: day) {
            let given = steps.filter(\.kind.isShared).map(\.share)
            let left = given.reduce(1 as Double?) { left, share in
                left.flatMap { one in share.map { max(0, one - $0) } }
            }
            let share = portion.share.flatMap { whole in left.map { whole * $0 } }
            if share.map({ $0 > 0.000_001 }) ?? true {
                found(Portion(unit: portion.unit, share: share, way: portion.way))
            }
        }
        for step in steps {
            guard let to = step.to, !seen.contains(to), units[to] != nil else { continue }
            let part = step.kind.isShared ? step.share : 1
            let share = portion.share.flatMap { whole in part.map { whole * $0 } }
            follow(
                Portion(unit: to, share: share, way: portion.way + [step]), since: step.on, to: day,
                seen: seen.union([to]), found)
        }
    }

    /// One thing that happened in a unit's life.
    package enum LifeEvent: Sendable {
        /// It begins, or is otherwise from this day on.
        case version(OrgUnit.Version, before: OrgUnit.Version?)
        case madeOf([Succession])
        case becomes([Succession])
        /// Ended; without successor unless a `becomes` stands beside it.
        case ended

        var order: Int {
            switch self {
            case .madeOf: 0
            case .version: 1
            case .ended: 2
            case .becomes: 3
            }
        }
    }

    /// The unit's life line, the earliest first.
    package func life(of unit: OrgUnit) -> [(day: CivilDay, event: LifeEvent)] {
        var events: [(day: CivilDay, event: LifeEvent)] = []
        for (index, version) in unit.versions.enumerated() {
            events.append(
                (version.validity.from, .version(version, before: index > 0 ? unit.versions[index - 1] : nil)))
        }
        if let end = unit.endedOn { events.append((end, .ended)) }
        for (day, steps) in Dictionary(grouping: predecessors(of: unit.id), by: \.on) {
            events.append((day, .madeOf(steps)))
        }
        for (day, steps) in Dictionary(grouping: successors(of: unit.id), by: \.on) {
            events.append((day, .becomes(steps)))
        }
        return events.sorted { ($0.day.number, $0.event.order) < ($1.day.number, $1.event.order) }
    }
}
