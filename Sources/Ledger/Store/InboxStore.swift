// SPDX-License-Identifier: Apache-2.0

import Basics
package import SQLStore

/// Entries that acts have written and that have no number yet.
enum InboxStore {
    /// The names of a record's columns, in the order of `values(of:)`.
    static let columns = SQL(
        trusted: "at, legal_effect, " + LedgerColumn.allCases.map(\.rawValue).joined(separator: ", "))

    static let types: [SQL.ColumnType] = [.integer, .integer] + LedgerColumn.allCases.map { _ in .text }

    static func values(of record: EntryRecord) -> [SQLValue] {
        [record.at.sqlValue, record.hasLegalEffect.sqlValue] + record.texts.map(\.sqlValue)
    }

    /// The record whose columns begin at `start` of a row.
    static func record(_ row: Row, from start: Int) throws -> EntryRecord {
        EntryRecord(
            at: try row.get(start), hasLegalEffect: try row.get(start + 1),
            texts: try LedgerColumn.allCases.indices.map { try row.get(start + 2 + $0) })
    }

    static func add(_ records: [EntryRecord], in tx: any Transaction) throws {
        try tx.insert(records.map(values), types, into: "ledger_inbox (\(columns))")
    }

    static func isEmpty(in tx: any Reading) throws -> Bool {
        try tx.row("SELECT 1 FROM ledger_inbox LIMIT 1") == nil
    }

    /// Takes out up to `limit` records, in the order in which they came.
    static func take(_ limit: Int, in tx: any Transaction) throws -> [EntryRecord] {
        let rows = try tx.rows("SELECT place, \(columns) FROM ledger_inbox ORDER BY place LIMIT \(limit)")
        guard let last = try rows.last?.get(0, as: Int64.self) else { return [] }
        // The same state of the database as the rows were read from: what was
        // committed meanwhile is not seen, whatever its place, and stays.
        try tx.execute("DELETE FROM ledger_inbox WHERE place <= \(last)")
        return try rows.map { try record($0, from: 1) }
    }
}

/// Values and salts behind commitments. Erasing them leaves the log whole.
package enum OpeningStore {
    static func add(
        _ openings: [(opening: Commitment.Opening, entry: LedgerEntry.ID)], in tx: any Transaction
    ) throws {
        try tx.insert(
            openings.map { [$1.sqlValue, $0.name.sqlValue, $0.value.sqlValue, $0.salt.sqlValue] },
            [.text, .text, .text, .bytes], into: "ledger_opening (entry_id, name, value, salt)")
    }

    package static func openings(of entry: String, in tx: any Reading) throws -> [Commitment.Opening] {
        try tx.rows("SELECT name, value, salt FROM ledger_opening WHERE entry_id = \(entry) ORDER BY name")
            .map { Commitment.Opening(name: try $0.get(0), value: try $0.get(1), salt: try $0.get(2)) }
    }

    /// Forgets what the commitments of every entry about one object stand for.
    /// Entries and their hashes stay as they are: the log still verifies.
    ///
    /// - Parameter object: `LedgerEntry.objectID`.
    /// - Returns: How many values were forgotten.
    @discardableResult
    package static func erase(about object: String, in tx: any Transaction) throws -> Int {
        try tx.execute(
            """
            DELETE FROM ledger_opening WHERE entry_id IN (
                SELECT id FROM ledger_entry WHERE object_id = \(object)
                UNION ALL SELECT id FROM ledger_inbox WHERE object_id = \(object))
            """)
    }

    /// Forgets every value of those entries about one object, of some acts, that
    /// hold a value for which `isMeant` holds.
    ///
    /// - Parameter acts: `LedgerEntry.act`, a few.
    /// - Returns: How many values were forgotten.
    @discardableResult
    package static func erase(
        about object: String, of acts: [String], where isMeant: (Commitment.Opening) -> Bool, in tx: any Transaction
    ) throws -> Int {
        let entries = try tx.rows(
            """
            SELECT id FROM ledger_entry WHERE object_id = \(object) AND act IN (\(SQL.list(acts)))
            UNION ALL SELECT id FROM ledger_inbox WHERE object_id = \(object) AND act IN (\(SQL.list(acts)))
            """
        ).map { try $0.get(0, as: String.self) }
        var count = 0
        for entry in entries {
            if try openings(of: entry, in: tx).contains(where: isMeant) { count += try erase(of: entry, in: tx) }
        }
        return count
    }

    /// Forgets what an entry's commitments stand for; `name` only one of them.
    ///
    /// - Returns: How many values were forgotten.
    @discardableResult
    package static func erase(of entry: String, name: String? = nil, in tx: any Transaction) throws -> Int {
        let named: SQL = name.map { " AND name = \($0)" } ?? ""
        return try tx.execute("DELETE FROM ledger_opening WHERE entry_id = \(entry)\(named)")
    }
}
