// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// What is to be written of a change of the organisation.
struct OrgChange: Sendable {
    /// Units that are new or otherwise than before, whole.
    var units: [OrgUnit.ID: OrgUnit] = [:]
    var removedUnits: Set<OrgUnit.ID> = []
    var successions: [Succession] = []
    var removedSuccessions: Set<Succession.ID> = []
    var competences: [Competence] = []
    var removedCompetences: Set<Competence.ID> = []

    var isEmpty: Bool {
        units.isEmpty && removedUnits.isEmpty && successions.isEmpty && removedSuccessions.isEmpty
            && competences.isEmpty && removedCompetences.isEmpty
    }
}

extension OrgChart {
    func applying(_ change: OrgChange) -> OrgChart {
        var units = units.merging(change.units) { $1 }
        for id in change.removedUnits { units[id] = nil }
        let replaced = Set(change.competences.map(\.id)).union(change.removedCompetences)
        return OrgChart(
            revision: revision, kinds: kinds, units: units,
            successions: successions.filter { !change.removedSuccessions.contains($0.id) } + change.successions,
            competences: competences.filter { !replaced.contains($0.id) } + change.competences)
    }
}

extension OrgStore {
    /// Rows of one statement: 13 columns each stay within what a statement binds.
    private static let rowsAtOnce = 1_000

    static func write(_ change: OrgChange, in tx: any Transaction) throws {
        for id in change.removedSuccessions { try tx.execute("DELETE FROM identity_org_succession WHERE id = \(id)") }
        for id in change.removedCompetences { try tx.execute("DELETE FROM identity_org_competence WHERE id = \(id)") }
        let units = change.units.values.sorted { $0.id < $1.id }
        for slice in units.slices(of: rowsAtOnce) {
            try tx.execute(
                """
                INSERT INTO identity_org_unit (id, revision)
                VALUES \(.rows(slice.map { [$0.id.sqlValue, $0.revision.sqlValue] }))
                ON CONFLICT (id) DO UPDATE SET revision = excluded.revision
                """)
            try tx.execute(
                "DELETE FROM identity_org_unit_version WHERE unit_id IN (\(SQL.list(slice.map(\.id))))")
        }
        let versions = units.flatMap { unit in unit.versions.map { row(of: $0, unit.id) } }
        for slice in versions.slices(of: rowsAtOnce) {
            try tx.execute(
                """
                INSERT INTO identity_org_unit_version (unit_id, valid_from, valid_to, scheme, code, name, name_en, kind,
                    parent_id, act, source, plan_id, ended_by_plan_id)
                VALUES \(.rows(Array(slice)))
                """)
        }
        for slice in change.successions.slices(of: rowsAtOnce) {
            try tx.execute(
                """
                INSERT INTO identity_org_succession (id, from_id, to_id, kind, share, function, happens_on, act, source,
                    plan_id)
                VALUES \(.rows(slice.map(row(of:))))
                """)
        }
        for competence in change.competences { try put(competence, in: tx) }
        for id in change.removedUnits {
            try tx.execute("DELETE FROM identity_org_outline WHERE unit_id = \(id)")
            try tx.execute("DELETE FROM identity_org_unit_version WHERE unit_id = \(id)")
            try tx.execute("DELETE FROM identity_org_unit WHERE id = \(id)")
        }
    }

    private static func row(of version: OrgUnit.Version, _ unit: OrgUnit.ID) -> [SQLValue] {
        [
            unit.sqlValue, version.validity.from.sqlValue, version.validity.to.sqlValue, version.scheme.sqlValue,
            version.code.sqlValue, version.name.sqlValue, version.nameEnglish.sqlValue, version.kind.sqlValue,
            version.parent.sqlValue, version.act.sqlValue, version.source.sqlValue, version.plan.sqlValue,
            version.endedByPlan.sqlValue,
        ]
    }

    private static func row(of succession: Succession) -> [SQLValue] {
        [
            succession.id.sqlValue, succession.from.sqlValue, succession.to.sqlValue,
            succession.kind.rawValue.sqlValue, succession.share.sqlValue, succession.function.sqlValue,
            succession.on.sqlValue, succession.act.sqlValue, succession.source.sqlValue, succession.plan.sqlValue,
        ]
    }

    private static func put(_ competence: Competence, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_org_competence (id, function, part, territory_id, unit_id, valid_from, valid_to, act,
                source)
            VALUES (\(competence.id), \(competence.function), \(competence.part.rawValue), \(competence.territory),
                \(competence.unit), \(competence.validity.from), \(competence.validity.to), \(competence.act),
                \(competence.source))
            ON CONFLICT (id) DO UPDATE SET valid_to = excluded.valid_to, act = excluded.act, source = excluded.source
            """)
    }

    static func put(_ outline: OutlinedUnit.Outline, of unit: OrgUnit.ID, _ validity: Validity, in tx: any Transaction)
        throws
    {
        try tx.execute(
            """
            INSERT INTO identity_org_outline (unit_id, valid_from, valid_to, geometry, source, licence)
            VALUES (\(unit), \(validity.from), \(validity.to), \(outline.geometry), \(outline.source),
                \(outline.licence))
            ON CONFLICT (unit_id, valid_from) DO UPDATE SET valid_to = excluded.valid_to,
                geometry = excluded.geometry, source = excluded.source, licence = excluded.licence
            """)
    }
}

extension Array {
    /// The elements in runs of at most `count`.
    func slices(of count: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
    }
}
