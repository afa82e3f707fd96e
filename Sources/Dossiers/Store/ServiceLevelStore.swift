// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Questions about levels of service.
package enum ServiceLevelStore {
    /// What was said of a procedure, the latest first; at most 100.
    package static func levels(of code: String, in tx: any Reading) throws -> [ServiceLevel] {
        try tx.rows(
            """
            SELECT level, old_level, valid_from, source, set_by, set_name, set_at FROM dossier_service_level
            WHERE code = \(code) ORDER BY valid_from DESC, id DESC LIMIT 100
            """
        ).map(level)
    }

    /// What was published of the procedures in force on a day.
    package static func count(on day: CivilDay, in tx: any Reading) throws -> LevelCount {
        let published = try tx.rows(
            """
            SELECT l.level, l.old_level, count(*) FROM dossier_service_level l
            JOIN dossier_procedure p ON p.code = l.code
            JOIN dossier_procedure_version v ON v.code = p.code AND v.number = p.version
            WHERE l.valid_from <= \(day) AND (v.withdrawn_on IS NULL OR v.withdrawn_on > \(day))
            AND NOT EXISTS (SELECT 1 FROM dossier_service_level n WHERE n.code = l.code AND n.valid_from <= \(day)
            AND (n.valid_from, n.id) > (l.valid_from, l.id))
            GROUP BY l.level, l.old_level ORDER BY l.level, l.old_level
            """
        ).map { row in
            LevelCount.Published(
                level: ServiceLevel.Level(rawValue: try row.get(0)) ?? .information,
                old: try row.optional(1, as: Int.self).flatMap(ServiceLevel.Old.init), count: try row.get(2))
        }
        let all = try tx.value(
            """
            SELECT count(*) FROM (SELECT p.code FROM dossier_procedure p
            JOIN dossier_procedure_version v ON v.code = p.code AND v.number = p.version
            WHERE v.withdrawn_on IS NULL OR v.withdrawn_on > \(day)
            ORDER BY p.name_key, p.code LIMIT \(LevelCount.limit + 1)) x
            """, as: Int.self)
        let asOf = try tx.value(
            "SELECT set_at FROM dossier_service_level ORDER BY id DESC LIMIT 1", as: Int64.self)
        return LevelCount(
            day: day, published: published, inForce: all.flatMap { $0 > LevelCount.limit ? nil : $0 },
            asOf: asOf.map { Instant(microseconds: $0) })
    }

    static func add(_ level: ServiceLevel, of code: String, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_service_level (id, code, level, old_level, valid_from, source, set_by, set_name, set_at)
            VALUES (\(Identifier<ServiceLevel>(at: level.at)), \(code), \(level.level.rawValue),
            \(level.old?.rawValue), \(level.validFrom), \(level.source), \(level.by.stored), \(level.by.name),
            \(level.at))
            """)
    }

    private static func level(_ row: Row) throws -> ServiceLevel {
        guard let level = ServiceLevel.Level(rawValue: try row.get(0)) else {
            throw StoreError.unreadable(column: "level", value: row[0])
        }
        let (stored, name) = (try row.get(4, as: String.self), try row.get(5, as: String.self))
        let by: Actor =
            stored.hasPrefix("person:") ? .person(id: String(stored.dropFirst(7)), name: name) : .system(name)
        return ServiceLevel(
            level: level, old: try row.optional(1, as: Int.self).flatMap(ServiceLevel.Old.init),
            validFrom: try row.get(2), source: try row.get(3), by: by, at: try row.get(6))
    }
}
