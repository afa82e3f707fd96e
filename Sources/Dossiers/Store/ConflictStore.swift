// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Questions about what a person has to settle.
package enum ConflictStore {
    private static let columns: SQL = """
        id, code, name, version, kind, channels, printed, words, state, limit_count, limit_unit, fee, reason,
        settled_by, settled_name, settled_at
        """

    package static func conflicts(
        _ state: Conflict.State, after cursor: Cursor? = nil, limit: Int, in tx: any Reading
    ) throws -> Page<Conflict> {
        let rows = try tx.rows(
            """
            SELECT \(columns) FROM dossier_procedure_conflict
            WHERE state = \(state.rawValue) AND id > \(cursor?.parts.first ?? "") ORDER BY id LIMIT \(limit + 1)
            """
        ).map(conflict)
        return Page(rows: rows, limit: limit) { Cursor([$0.id]) }
    }

    package static func conflicts(of code: String, version: Int, in tx: any Reading) throws -> [Conflict] {
        try tx.rows(
            """
            SELECT \(columns) FROM dossier_procedure_conflict WHERE code = \(code) AND version = \(version)
            ORDER BY id LIMIT 200
            """
        ).map(conflict)
    }

    static func settled(of code: String, version: Int, in tx: any Reading) throws -> [Conflict] {
        try conflicts(of: code, version: version, in: tx).filter { $0.state == .settled }
    }

    package static func conflict(_ id: String, in tx: any Reading) throws -> Conflict? {
        try tx.row("SELECT \(columns) FROM dossier_procedure_conflict WHERE id = \(id)").map(conflict)
    }

    static func add(_ conflicts: [Conflict], in tx: any Transaction) throws {
        let rows = conflicts.map { conflict -> [SQLValue] in
            let answer = conflict.settlement
            return [
                .text(conflict.id), .text(conflict.code), .text(conflict.name), .integer(Int64(conflict.version)),
                .text(conflict.kind.rawValue), .text(channels(conflict.channels)), .text(conflict.printed),
                .text(conflict.words), .text(conflict.state.rawValue),
                answer?.limit.map { .integer(Int64($0.count)) } ?? .null,
                answer?.limit.map { .text($0.unit.rawValue) } ?? .null, .text(answer?.fee ?? ""),
                .text(answer?.reason ?? ""), .text(answer?.by.stored ?? ""), .text(answer?.by.name ?? ""),
                answer.map { .integer($0.at.microseconds) } ?? .null,
            ]
        }
        guard !rows.isEmpty else { return }
        try tx.insert(
            rows,
            [.text, .text, .text, .integer, .text, .text, .text, .text, .text, .integer]
                + [.text, .text, .text, .text, .text, .integer],
            into: "dossier_procedure_conflict (\(columns))")
    }

    /// A point of a record that is read anew: it stays, for these channels, or is none any more.
    static func keep(_ id: String, channels places: [Int]?, in tx: any Transaction) throws {
        if let places {
            try tx.execute("UPDATE dossier_procedure_conflict SET channels = \(channels(places)) WHERE id = \(id)")
        } else {
            try tx.execute("UPDATE dossier_procedure_conflict SET state = 'gone' WHERE id = \(id)")
        }
    }

    private static func channels(_ places: [Int]) -> String { places.map(String.init).joined(separator: ",") }

    /// What was open of earlier versions is open no more.
    static func dismiss(of code: String, before version: Int, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE dossier_procedure_conflict SET state = 'gone'
            WHERE code = \(code) AND version < \(version) AND state = 'open'
            """)
    }

    /// - Returns: Whether it was open.
    static func settle(_ id: String, _ settlement: Conflict.Settlement, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE dossier_procedure_conflict SET state = 'settled', limit_count = \(settlement.limit?.count),
            limit_unit = \(settlement.limit?.unit.rawValue), fee = \(settlement.fee), reason = \(settlement.reason),
            settled_by = \(settlement.by.stored), settled_name = \(settlement.by.name),
            settled_at = \(settlement.at.microseconds)
            WHERE id = \(id) AND state = 'open'
            """) == 1
    }

    private static func conflict(_ row: Row) throws -> Conflict {
        guard let kind = Conflict.Kind(rawValue: try row.get(4)), let state = Conflict.State(rawValue: try row.get(8))
        else { throw StoreError.unreadable(column: "kind", value: row[4]) }
        var settlement: Conflict.Settlement?
        if let at = try row.optional(15, as: Int64.self) {
            var limit: TimeLimit?
            if let count = try row.optional(9, as: Int.self),
                let unit = try row.optional(10, as: String.self).flatMap(TimeLimit.Unit.init)
            {
                limit = try TimeLimit(count, unit)
            }
            let stored = try row.get(13, as: String.self)
            let by: Actor =
                stored.hasPrefix("person:")
                ? .person(id: String(stored.dropFirst(7)), name: try row.get(14)) : .system(try row.get(14))
            settlement = Conflict.Settlement(
                limit: limit, fee: try row.get(11), reason: try row.get(12), by: by, at: Instant(microseconds: at))
        }
        return Conflict(
            id: try row.get(0), code: try row.get(1), name: try row.get(2), version: try row.get(3), kind: kind,
            channels: try row.get(5, as: String.self).split(separator: ",").compactMap { Int($0) },
            printed: try row.get(6), words: try row.get(7), state: state, settlement: settlement)
    }
}
