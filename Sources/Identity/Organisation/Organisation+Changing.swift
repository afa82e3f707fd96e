// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

extension Organisation {
    /// Does what `plan` makes of the present organisation, when nothing is
    /// wrong with the result.
    ///
    /// The result is checked on exactly the state it is written to: where
    /// somebody else changed the organisation meanwhile, `plan` is asked again.
    ///
    /// - Parameters:
    ///   - plan: The change, and what there is to say of it; `nil` when nothing is to be done.
    ///   - also: Written in the same transaction.
    /// - Returns: What was said of the change that holds now.
    /// - Throws: `OrgError.problems`, `.busy`, and what `plan` throws.
    @discardableResult
    func change<Outcome: Sendable>(
        deciding plan: (OrgChart) throws -> (change: OrgChange, outcome: Outcome)?,
        also: @escaping @Sendable (Outcome, any Transaction) throws -> Void
    ) async throws -> Outcome? {
        for _ in 0..<5 {
            let chart = try await chart()
            guard let (change, outcome) = try plan(chart) else { return nil }
            let next = chart.applying(change)
            let problems = next.problems(of: Self.touched(by: change, before: chart))
            guard problems.isEmpty else { throw OrgError.problems(problems) }
            let isDone = try await kept.changing { mark in
                try await database.write { tx in
                    guard try OrgStore.advance(from: chart.revision, announcing: mark, in: tx) else { return false }
                    try OrgStore.write(change, in: tx)
                    try also(outcome, tx)
                    return true
                }
            }
            if isDone { return outcome }
        }
        throw OrgError.busy
    }

    /// The same for a change of which there is nothing more to say.
    func change(
        _ plan: (OrgChart) throws -> OrgChange, also: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws {
        try await change(deciding: { (change: try plan($0), outcome: ()) }, also: { _, tx in try also(tx) })
    }

    /// Units whose own facts change, their neighbours in the tree, and where
    /// successions begin.
    private static func touched(by change: OrgChange, before chart: OrgChart) -> Set<OrgUnit.ID> {
        var touched = Set(change.units.keys).union(change.successions.map(\.from))
        for step in chart.successions where change.removedSuccessions.contains(step.id) { touched.insert(step.from) }
        for id in change.units.keys {
            touched.formUnion((chart.successionsTo[id] ?? []).map(\.from))
        }
        for id in change.removedUnits { touched.formUnion(chart.children[id] ?? []) }
        return touched
    }

    /// What a form says of a unit.
    package struct Description: Hashable, Sendable {
        package var scheme: String
        package var code: String
        package var name: String
        package var nameEnglish: String
        package var kind: String
        package var parent: OrgUnit.ID?
        package var act: String

        package init(
            scheme: String, code: String, name: String, nameEnglish: String, kind: String, parent: OrgUnit.ID?,
            act: String
        ) {
            self.scheme = scheme.tidied()
            self.code = code.tidied()
            self.name = name.tidied()
            self.nameEnglish = nameEnglish.tidied()
            self.kind = kind
            self.parent = parent
            self.act = act.tidied()
        }

        func version(_ validity: Validity, source: String, plan: Reorganisation.ID? = nil) -> OrgUnit.Version {
            OrgUnit.Version(
                validity: validity, scheme: scheme, code: code, name: name, nameEnglish: nameEnglish, kind: kind,
                parent: parent, act: act, source: source, plan: plan)
        }
    }

    /// Makes a unit that exists from a day on.
    package func create(_ said: Description, _ validity: Validity, by actor: Actor) async throws -> OrgUnit.ID {
        let now = clock.now
        let id = OrgUnit.ID(at: now)
        let unit = OrgUnit(id: id, versions: [said.version(validity, source: actor.name)])
        try await change { _ in
            OrgChange(units: [id: unit])
        } also: { tx in
            try ActStore.record(
                .unitCreated, id.description, by: actor, at: now, detail: said.name, legalBasis: said.act, in: tx)
        }
        return id
    }

    /// Lets a unit be otherwise from `day` on; a version that began on that
    /// very day is corrected.
    ///
    /// - Parameter revision: Of the unit when the page was shown.
    /// - Throws: `OrgError.changedMeanwhile`: nothing was lost.
    package func revise(
        _ id: OrgUnit.ID, to said: Description, from day: CivilDay, revision: Int, by actor: Actor
    ) async throws {
        let now = clock.now
        try await change { chart in
            var unit = try Self.current(id, revision, in: chart)
            guard let held = unit.version(on: day) ?? unit.versions.last(where: { $0.validity.from <= day }),
                let index = unit.versions.firstIndex(of: held)
            else { throw OrgError.problems([OrgProblem(unit: id, title: said.name, kind: .backwards)]) }
            guard held.validity.to.map({ day < $0 }) ?? true, let validity = Validity(from: day, to: held.validity.to)
            else { throw OrgError.problems([OrgProblem(unit: id, title: said.name, kind: .backwards)]) }
            var next = said.version(validity, source: actor.name)
            next.endedByPlan = held.endedByPlan
            if held.validity.from == day {
                unit.versions[index] = next
            } else {
                unit.versions[index].validity = held.validity.ended(on: day) ?? held.validity
                unit.versions.insert(next, at: index + 1)
            }
            unit.revision += 1
            return OrgChange(units: [id: unit])
        } also: { tx in
            try ActStore.record(
                .unitChanged, id.description, by: actor, at: now, detail: "\(said.name), \(day.iso8601)",
                legalBasis: said.act, in: tx)
        }
    }

    /// Ends a unit: `day` is the first on which it is no more.
    package func end(_ id: OrgUnit.ID, on day: CivilDay, act: String, revision: Int, by actor: Actor) async throws {
        let now = clock.now
        try await change { chart in
            var unit = try Self.current(id, revision, in: chart)
            unit.versions = unit.versions.filter { $0.validity.from < day }
            guard var last = unit.versions.popLast(), let validity = last.validity.ended(on: day) else {
                throw OrgError.problems([OrgProblem(unit: id, title: "", kind: .backwards)])
            }
            last.validity = validity
            unit.versions.append(last)
            unit.revision += 1
            return OrgChange(units: [id: unit])
        } also: { tx in
            try ActStore.record(
                .unitEnded, id.description, by: actor, at: now, detail: day.iso8601, legalBasis: act.tidied(), in: tx)
        }
    }

    /// Records that one unit follows another. Parts whose shares belong
    /// together are recorded together.
    package func record(_ successions: [Succession], by actor: Actor) async throws {
        let now = clock.now
        try await change { chart in
            for step in successions where chart[step.from] == nil || step.to.map({ chart[$0] == nil }) ?? false {
                throw OrgError.unknownUnit
            }
            return OrgChange(successions: successions)
        } also: { tx in
            for step in successions {
                try ActStore.record(
                    .succession, step.from.description, by: actor, at: now,
                    detail: "\(step.kind.rawValue) \(step.to?.description ?? "–") \(step.on.iso8601)",
                    legalBasis: step.act.tidied(), in: tx)
            }
        }
    }

    /// Says who is responsible for a task, or until when.
    package func assign(_ competence: Competence, by actor: Actor) async throws {
        let now = clock.now
        try await change { chart in
            guard chart[competence.territory] != nil, let unit = chart[competence.unit] else {
                throw OrgError.unknownUnit
            }
            guard !competence.function.isEmpty else {
                throw OrgError.problems([
                    OrgProblem(unit: unit.id, title: chart.title(of: unit.id, on: today), kind: .noFunction)
                ])
            }
            return OrgChange(competences: [competence])
        } also: { tx in
            try ActStore.record(
                .competence, competence.unit.description, by: actor, at: now,
                detail: "\(competence.function) \(competence.part.rawValue)", legalBasis: competence.act.tidied(),
                in: tx)
        }
    }

    static func current(_ id: OrgUnit.ID, _ revision: Int, in chart: OrgChart) throws -> OrgUnit {
        guard let unit = chart[id] else { throw OrgError.unknownUnit }
        guard unit.revision == revision else { throw OrgError.changedMeanwhile }
        return unit
    }
}
