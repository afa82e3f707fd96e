// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

extension Organisation {
    package func plans() async throws -> [Reorganisation] {
        try await database.read { tx in try PlanStore.plans(in: tx) }
    }

    package func plan(_ id: Reorganisation.ID) async throws -> Reorganisation {
        guard let plan = try await database.read({ tx in try PlanStore.plan(id, in: tx) }) else {
            throw OrgError.unknownPlan
        }
        return plan
    }

    /// Begins a plan without steps.
    package func draft(
        title: String, act: String, effectiveOn day: CivilDay, by actor: Actor
    ) async throws -> Reorganisation.ID {
        let now = clock.now
        let plan = Reorganisation(
            id: Reorganisation.ID(at: now), title: title.tidied(), act: act.tidied(), effectiveOn: day, state: .draft,
            steps: [], createdAt: now, createdBy: actor.name, decidedAt: nil, decidedBy: nil, version: 1)
        try await database.write { tx in
            try PlanStore.insert(plan, in: tx)
            try ActStore.record(
                .planDrafted, plan.id.description, by: actor, at: now, detail: plan.title, legalBasis: plan.act, in: tx)
        }
        return plan.id
    }

    /// Keeps what was changed of a draft.
    ///
    /// - Throws: `OrgError.planNotDraft`, `.changedMeanwhile`.
    package func keep(_ plan: Reorganisation, by actor: Actor) async throws {
        guard plan.state == .draft else { throw OrgError.planNotDraft }
        let now = clock.now
        try await database.write { tx in
            guard try PlanStore.update(plan, in: tx) else { throw OrgError.changedMeanwhile }
            try ActStore.record(.planChanged, plan.id.description, by: actor, at: now, in: tx)
        }
    }

    /// Decides the plan: its facts hold from its day on.
    ///
    /// - Throws: `OrgError.problems` when anything stands against it; nothing is changed then.
    package func decide(_ plan: Reorganisation, by actor: Actor) async throws {
        guard plan.state == .draft else { throw OrgError.planNotDraft }
        let now = clock.now
        try await change { chart in
            let problems = plan.problems(in: chart)
            guard problems.isEmpty, !plan.steps.isEmpty else { throw OrgError.problems(problems) }
            return plan.change(of: chart).change
        } also: { tx in
            guard try PlanStore.set(.decided, of: plan, by: actor.name, at: now, in: tx) else {
                throw OrgError.changedMeanwhile
            }
            try ActStore.record(
                .planDecided, plan.id.description, by: actor, at: now, detail: plan.title, legalBasis: plan.act, in: tx)
        }
    }

    /// Takes a decided plan back to a draft, before its day: its facts go.
    ///
    /// - Throws: `OrgError.planInEffect`, `.problems` when later changes build on it.
    package func withdraw(_ plan: Reorganisation, by actor: Actor) async throws {
        guard plan.state == .decided else { throw OrgError.planNotDraft }
        guard today < plan.effectiveOn else { throw OrgError.planInEffect }
        let now = clock.now
        try await change { chart in
            var change = OrgChange()
            for unit in chart.units.values {
                if unit.versions.allSatisfy({ $0.plan == plan.id }) {
                    change.removedUnits.insert(unit.id)
                } else if let last = unit.versions.last, last.endedByPlan == plan.id {
                    var unit = unit
                    var open = last
                    open.validity = Validity(since: last.validity.from)
                    open.endedByPlan = nil
                    unit.versions[unit.versions.count - 1] = open
                    unit.revision += 1
                    change.units[unit.id] = unit
                }
            }
            change.removedSuccessions = Set(chart.successions.filter { $0.plan == plan.id }.map(\.id))
            return change
        } also: { tx in
            guard try PlanStore.set(.draft, of: plan, by: nil, at: nil, in: tx) else {
                throw OrgError.changedMeanwhile
            }
            try ActStore.record(.planWithdrawn, plan.id.description, by: actor, at: now, in: tx)
        }
    }

    package func discard(_ plan: Reorganisation, by actor: Actor) async throws {
        guard plan.state == .draft else { throw OrgError.planNotDraft }
        let now = clock.now
        try await database.write { tx in
            guard try PlanStore.set(.discarded, of: plan, by: actor.name, at: now, in: tx) else {
                throw OrgError.changedMeanwhile
            }
            try ActStore.record(.planDiscarded, plan.id.description, by: actor, at: now, in: tx)
        }
    }
}
