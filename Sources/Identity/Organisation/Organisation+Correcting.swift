// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

extension Organisation {
    /// Takes back that one unit follows another: it was entered wrongly. The
    /// parts of a division belong together and go together, since the rest of
    /// them would not sum.
    ///
    /// - Throws: `OrgError.reasonMissing`, `.unknownRecord` when it is gone
    ///   already, `.problems`.
    package func strike(_ id: Succession.ID, because reason: String, by actor: Actor) async throws {
        let reason = try Self.checked(reason)
        let now = clock.now
        try await change(
            deciding: { chart in
                guard let step = chart.successions.first(where: { $0.id == id }) else { throw OrgError.unknownRecord }
                let struck = step.together(in: chart)
                return (
                    OrgChange(removedSuccessions: Set(struck.map(\.id))),
                    struck.map(Correction.init)
                )
            },
            also: { corrections, tx in
                try Self.keep(corrections, .successionStruck, because: reason, by: actor, at: now, in: tx)
            })
    }

    /// Takes back that a unit was responsible: it was entered wrongly.
    ///
    /// - Throws: `OrgError.reasonMissing`, `.unknownRecord`.
    package func strike(_ id: Competence.ID, because reason: String, by actor: Actor) async throws {
        let reason = try Self.checked(reason)
        let now = clock.now
        try await change(
            deciding: { chart in
                let held = try Self.competence(id, in: chart)
                return (OrgChange(removedCompetences: [id]), [Correction(held)])
            },
            also: { corrections, tx in
                try Self.keep(corrections, .competenceStruck, because: reason, by: actor, at: now, in: tx)
            })
    }

    /// Ends a unit's responsibility: `day` is the first without.
    ///
    /// - Throws: `OrgError.reasonMissing`, `.unknownRecord`, `.problems` where
    ///   it does not hold until then.
    package func end(_ id: Competence.ID, on day: CivilDay, because reason: String, by actor: Actor) async throws {
        let reason = try Self.checked(reason)
        let now = clock.now
        try await change(
            deciding: { chart in
                let held = try Self.competence(id, in: chart)
                guard held.validity.to.map({ day < $0 }) ?? true, let validity = held.validity.ended(on: day) else {
                    throw OrgError.problems([
                        OrgProblem(unit: held.unit, title: chart.title(of: held.unit, on: day), kind: .backwards)
                    ])
                }
                let ended = Competence(
                    id: held.id, function: held.function, part: held.part, territory: held.territory, unit: held.unit,
                    validity: validity, act: held.act, source: held.source)
                return (OrgChange(competences: [ended]), [Correction(held)])
            },
            also: { corrections, tx in
                try Self.keep(corrections, .competenceEnded, because: reason, by: actor, at: now, in: tx)
            })
    }

    /// What was taken back of a unit, the newest first.
    func corrections(of unit: OrgUnit.ID) async throws -> [(act: IdentityAct, was: Correction)] {
        let kinds: Set<IdentityAct.Kind> = [.successionStruck, .competenceStruck, .competenceEnded]
        return try await acts(on: unit.description, latest: 500).filter { kinds.contains($0.kind) }
            .compactMap { act in Correction(stored: act.detail).map { (act, $0) } }
    }

    private static func checked(_ reason: String) throws -> String {
        let reason = reason.tidied()
        guard !reason.isEmpty, reason.count <= 500 else { throw OrgError.reasonMissing }
        return reason
    }

    private static func competence(_ id: Competence.ID, in chart: OrgChart) throws -> Competence {
        guard let held = chart.competences.first(where: { $0.id == id }) else { throw OrgError.unknownRecord }
        return held
    }

    /// Every unit it speaks of tells of it.
    private static func keep(
        _ corrections: [Correction], _ kind: IdentityAct.Kind, because reason: String, by actor: Actor,
        at now: Instant, in tx: any Transaction
    ) throws {
        for correction in corrections {
            for unit in correction.units.sorted() {
                try ActStore.record(kind, unit, by: actor, at: now, detail: correction.stored, reason: reason, in: tx)
            }
        }
    }
}

extension Succession {
    /// The successions that can only be taken back with this one: itself, and
    /// the other parts of the same division.
    func together(in chart: OrgChart) -> [Succession] {
        guard kind.isShared else { return [self] }
        return chart.successors(of: from).filter { $0.kind.isShared && $0.on == on }
    }
}
