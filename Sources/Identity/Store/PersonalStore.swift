// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// What is stored of people's sealed data, and of who read it.
enum PersonalStore {
    struct Kept: Sendable {
        let holder: DataHolder
        let field: PersonalField
        let sealed: String
        let version: Int
    }

    static func all(of holder: DataHolder, in tx: any Reading) throws -> [Kept] {
        try tx.rows(
            "SELECT holder, field, sealed, version FROM identity_personal WHERE holder = \(holder.stored) ORDER BY field"
        ).compactMap(kept(of:))
    }

    static func one(_ field: PersonalField, of holder: DataHolder, in tx: any Reading) throws -> Kept? {
        try tx.row(
            """
            SELECT holder, field, sealed, version FROM identity_personal
            WHERE holder = \(holder.stored) AND field = \(field.rawValue)
            """
        ).flatMap(kept(of:))
    }

    /// Whose field has one of these keyed hashes; at most `limit`.
    static func holders(
        of field: PersonalField, keys: [String], limit: Int, in tx: any Reading
    ) throws -> [DataHolder] {
        guard !keys.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT holder FROM identity_personal
            WHERE field = \(field.rawValue) AND search_key IN (\(SQL.list(keys))) ORDER BY holder LIMIT \(limit)
            """
        ).map { DataHolder(stored: try $0.get(0)) }
    }

    /// - Parameter version: What the writer saw; 0 where there was none.
    /// - Returns: Whether nobody else had written meanwhile.
    static func put(
        _ field: PersonalField, of holder: DataHolder, sealed: String, searchKey: String, at now: Instant,
        over version: Int, in tx: any Transaction
    ) throws -> Bool {
        if version == 0 {
            return try tx.execute(
                """
                INSERT INTO identity_personal (holder, field, sealed, search_key, updated_at, version)
                VALUES (\(holder.stored), \(field.rawValue), \(sealed), \(searchKey), \(now), 1)
                ON CONFLICT (holder, field) DO NOTHING
                """) == 1
        }
        return try tx.execute(
            """
            UPDATE identity_personal
            SET sealed = \(sealed), search_key = \(searchKey), updated_at = \(now), version = version + 1
            WHERE holder = \(holder.stored) AND field = \(field.rawValue) AND version = \(version)
            """) == 1
    }

    static func erase(_ field: PersonalField, of holder: DataHolder, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            "DELETE FROM identity_personal WHERE holder = \(holder.stored) AND field = \(field.rawValue)") == 1
    }

    /// The next rows in the order of the table.
    static func batch(after: Kept?, limit: Int, in tx: any Reading) throws -> [Kept] {
        try tx.rows(
            """
            SELECT holder, field, sealed, version FROM identity_personal
            WHERE (holder, field) > (\(after?.holder.stored ?? ""), \(after?.field.rawValue ?? ""))
            ORDER BY holder, field LIMIT \(limit)
            """
        ).compactMap(kept(of:))
    }

    static func reseal(_ kept: Kept, _ sealed: String, searchKey: String, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE identity_personal SET sealed = \(sealed), search_key = \(searchKey)
            WHERE holder = \(kept.holder.stored) AND field = \(kept.field.rawValue) AND version = \(kept.version)
            """)
    }

    private static func kept(of row: Row) throws -> Kept? {
        guard let field = PersonalField(rawValue: try row.get(1)) else { return nil }
        return Kept(
            holder: DataHolder(stored: try row.get(0)), field: field, sealed: try row.get(2), version: try row.get(3))
    }
}

extension PersonalStore {
    static func record(_ reading: PersonalReading, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_personal_reading (id, holder, field, at, reader, reader_name, way, reason)
            VALUES (\(reading.id), \(reading.holder.stored), \(reading.field?.rawValue ?? ""), \(reading.at),
                \(reading.reader.stored), \(reading.readerName), \(reading.way.rawValue), \(reading.reason))
            """)
    }

    /// Who read what, the latest first.
    static func readings(
        of holder: DataHolder, after: Cursor?, limit: Int, in tx: any Reading
    ) throws -> Page<PersonalReading> {
        let before: SQL = after.flatMap(\.parts.first).map { "AND id < \($0)" } ?? ""
        let rows = try tx.rows(
            """
            SELECT id, field, at, reader, reader_name, way, reason FROM identity_personal_reading
            WHERE holder = \(holder.stored) \(before) ORDER BY id DESC LIMIT \(limit + 1)
            """
        ).map { row -> PersonalReading in
            let field: String = try row.get(1)
            return PersonalReading(
                id: try row.get(0), of: holder, DataField(rawValue: field), at: try row.get(2),
                by: Actor(stored: try row.get(3), name: try row.get(4)),
                PersonalReading.Way(rawValue: try row.get(5)) ?? .revealed, reason: try row.get(6))
        }
        return Page(rows: rows, limit: limit) { Cursor([$0.id.description]) }
    }

    /// Takes out of the record why somebody's fields were read, or one of them;
    /// who read what and when stays.
    static func forgetReasons(of holder: DataHolder, _ field: PersonalField? = nil, in tx: any Transaction) throws {
        let one: SQL = field.map { " AND field = \($0.rawValue)" } ?? ""
        try tx.execute(
            "UPDATE identity_personal_reading SET reason = '' WHERE holder = \(holder.stored) AND reason <> ''\(one)")
    }
}
