// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore

/// The questions about units.
enum UnitStore {
    /// The units with an outline that exist on `day`, by code.
    static func outlines(on day: CivilDay, in tx: any Reading) throws -> [TerritoryOutline] {
        try tx.rows(
            """
            SELECT u.code, u.name, u.name_en, o.geometry
            FROM identity_unit u JOIN identity_unit_outline o ON o.unit_id = u.id
            WHERE u.valid_from <= \(day) AND (u.valid_to IS NULL OR u.valid_to > \(day))
            ORDER BY u.code, u.scheme
            """
        ).map { row in
            TerritoryOutline(
                code: try row.get(0), name: try row.get(1), nameEnglish: try row.get(2), geometry: try row.get(3))
        }
    }

    /// The unit that had `code` on `day`.
    static func unit(scheme: String, code: String, on day: CivilDay, in tx: any Reading) throws -> AdministrativeUnit? {
        try tx.row(
            """
            SELECT u.scheme, u.code, u.parent_code, u.kind, u.name, u.name_en, u.valid_from, u.valid_to, u.source,
                o.geometry, o.source, o.licence
            FROM identity_unit u LEFT JOIN identity_unit_outline o ON o.unit_id = u.id
            WHERE u.scheme = \(scheme) AND u.code = \(code)
                AND u.valid_from <= \(day) AND (u.valid_to IS NULL OR u.valid_to > \(day))
            """
        ).map { row in
            let outline: AdministrativeUnit.Outline? = try row.optional(9).map { geometry in
                .init(geometry: geometry, source: try row.get(10), licence: try row.get(11))
            }
            return AdministrativeUnit(
                scheme: try row.get(0), code: try row.get(1), parentCode: try row.optional(2), kind: try row.get(3),
                name: try row.get(4), nameEnglish: try row.get(5), validFrom: try row.get(6),
                validTo: try row.optional(7), source: try row.get(8), outline: outline)
        }
    }

    /// Adds the unit, or brings the one of the same scheme, code and first day up to date.
    static func put(_ unit: AdministrativeUnit, at now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_unit (id, scheme, code, parent_code, kind, name, name_en, valid_from, valid_to, source)
            VALUES (\(AdministrativeUnit.ID(at: now)), \(unit.scheme), \(unit.code), \(value: unit.parentCode.sqlValue), \(unit.kind),
                \(unit.name), \(unit.nameEnglish), \(unit.validFrom), \(value: unit.validTo.sqlValue), \(unit.source))
            ON CONFLICT (scheme, code, valid_from) DO UPDATE SET parent_code = excluded.parent_code,
                kind = excluded.kind, name = excluded.name, name_en = excluded.name_en,
                valid_to = excluded.valid_to, source = excluded.source
            """)
        guard let outline = unit.outline else { return }
        try tx.execute(
            """
            INSERT INTO identity_unit_outline (unit_id, geometry, source, licence)
            SELECT id, \(outline.geometry), \(outline.source), \(outline.licence) FROM identity_unit
            WHERE scheme = \(unit.scheme) AND code = \(unit.code) AND valid_from = \(unit.validFrom)
            ON CONFLICT (unit_id) DO UPDATE SET geometry = excluded.geometry, source = excluded.source,
                licence = excluded.licence
            """)
    }

    /// Whether another unit with this code exists during part of the unit's time.
    static func overlaps(_ unit: AdministrativeUnit, in tx: any Reading) throws -> Bool {
        let lastStart = unit.validTo ?? CivilDay(number: Int(Int32.max))
        return try tx.row(
            """
            SELECT 1 FROM identity_unit
            WHERE scheme = \(unit.scheme) AND code = \(unit.code) AND valid_from <> \(unit.validFrom)
                AND valid_from < \(lastStart) AND (valid_to IS NULL OR valid_to > \(unit.validFrom)) LIMIT 1
            """) != nil
    }
}
