// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore

/// What is stored of the organisation.
enum OrgStore {
    static let channel = "identity-organisation"

    static func revision(in tx: any Reading) throws -> Int {
        try tx.value("SELECT revision FROM identity_org_state WHERE id = 1") ?? 0
    }

    /// Takes the next revision.
    ///
    /// - Returns: Whether `revision` was still the current one.
    static func advance(from revision: Int, announcing mark: String, in tx: any Transaction) throws -> Bool {
        let changed = try tx.execute(
            "UPDATE identity_org_state SET revision = revision + 1 WHERE id = 1 AND revision = \(revision)")
        if changed == 1 { try tx.announce(channel, mark) }
        return changed == 1
    }

    /// Everything, for the snapshot in memory: one pass over each table.
    static func chart(kinds: UnitKinds, in tx: any Reading) throws -> OrgChart {
        var revisions: [OrgUnit.ID: Int] = [:]
        try tx.each("SELECT id, revision FROM identity_org_unit") { revisions[try $0.get(0)] = try $0.get(1) }
        var versions: [OrgUnit.ID: [OrgUnit.Version]] = [:]
        try tx.each(
            """
            SELECT unit_id, valid_from, valid_to, scheme, code, name, name_en, kind, parent_id, act, source, plan_id,
                ended_by_plan_id
            FROM identity_org_unit_version ORDER BY unit_id, valid_from
            """
        ) { row in
            versions[try row.get(0), default: []].append(
                OrgUnit.Version(
                    validity: try validity(row, 1, 2), scheme: try row.get(3), code: try row.get(4),
                    name: try row.get(5), nameEnglish: try row.get(6), kind: try row.get(7),
                    parent: try row.optional(8), act: try row.get(9), source: try row.get(10),
                    plan: try row.optional(11), endedByPlan: try row.optional(12)))
        }
        let units = versions.map { id, versions in
            (id, OrgUnit(id: id, versions: versions, revision: revisions[id] ?? 1))
        }
        return OrgChart(
            revision: try revision(in: tx), kinds: kinds, units: Dictionary(units) { $1 },
            successions: try successions(in: tx), competences: try competences(in: tx))
    }

    private static func validity(_ row: Row, _ from: Int, _ to: Int) throws -> Validity {
        let start: CivilDay = try row.get(from)
        return Validity(from: start, to: try row.optional(to)) ?? Validity(since: start)
    }

    private static func successions(in tx: any Reading) throws -> [Succession] {
        var all: [Succession] = []
        try tx.each(
            """
            SELECT id, from_id, to_id, kind, share, function, happens_on, act, source, plan_id
            FROM identity_org_succession
            """
        ) { row in
            all.append(
                Succession(
                    id: try row.get(0), from: try row.get(1), to: try row.optional(2),
                    kind: Succession.Kind(rawValue: try row.get(3)) ?? .merge, share: try row.optional(4),
                    function: try row.get(5), on: try row.get(6), act: try row.get(7), source: try row.get(8),
                    plan: try row.optional(9)))
        }
        return all
    }

    private static func competences(in tx: any Reading) throws -> [Competence] {
        try tx.rows(
            """
            SELECT id, function, part, territory_id, unit_id, valid_from, valid_to, act, source
            FROM identity_org_competence
            """
        ).map { row in
            Competence(
                id: try row.get(0), function: try row.get(1),
                part: Competence.Part(rawValue: try row.get(2)) ?? .reception, territory: try row.get(3),
                unit: try row.get(4), validity: try validity(row, 5, 6), act: try row.get(7), source: try row.get(8))
        }
    }

    /// The outlines that hold on `day`, with the unit as it is then, by code.
    static func outlines(on day: CivilDay, in tx: any Reading) throws -> [TerritoryOutline] {
        try tx.rows(
            """
            SELECT v.code, v.name, v.name_en, o.geometry
            FROM identity_org_outline o JOIN identity_org_unit_version v ON v.unit_id = o.unit_id
            WHERE o.valid_from <= \(day) AND (o.valid_to IS NULL OR o.valid_to > \(day))
                AND v.valid_from <= \(day) AND (v.valid_to IS NULL OR v.valid_to > \(day))
            ORDER BY v.code, v.scheme
            """
        ).map { row in
            TerritoryOutline(
                code: try row.get(0), name: try row.get(1), nameEnglish: try row.get(2), geometry: try row.get(3))
        }
    }

    /// A unit's outline on `day`: territory, source, licence.
    static func outline(
        of id: OrgUnit.ID, on day: CivilDay, in tx: any Reading
    ) throws -> OutlinedUnit.Outline? {
        try tx.row(
            """
            SELECT geometry, source, licence FROM identity_org_outline
            WHERE unit_id = \(id) AND valid_from <= \(day) AND (valid_to IS NULL OR valid_to > \(day))
            """
        ).map { .init(geometry: try $0.get(0), source: try $0.get(1), licence: try $0.get(2)) }
    }
}
