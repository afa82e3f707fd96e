// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Which open dossiers an officer asks for.
package struct InboxQuestion: Hashable, Sendable {
    package enum Of: Hashable, Sendable {
        /// A queue of an office, by its unit's identity: a kind of holder, or `citizen`.
        case office(String, queue: String)
        /// What a colleague has in hand, by the account.
        case holder(String)
    }

    package var of: Of
    /// Only what is due before this moment.
    package var dueBefore: Instant?

    package init(_ of: Of, dueBefore: Instant? = nil) {
        self.of = of
        self.dueBefore = dueBefore
    }

    fileprivate var condition: SQL {
        let before: SQL = dueBefore.map { "AND d.due_key < \($0.microseconds)" } ?? ""
        return switch of {
        case .office(let unit, let queue): "d.office = \(unit) AND d.queue = \(queue) \(before)"
        case .holder(let account): "d.holder = \(account) \(before)"
        }
    }
}

extension DossierStore {
    /// What is due first before the rest.
    ///
    /// - Complexity: The rows of the page, whatever there is besides.
    package static func inbox(
        _ question: InboxQuestion, after cursor: Cursor? = nil, limit: Int, in tx: any Reading
    ) throws -> Page<Dossier> {
        let key = cursor?.parts.first.flatMap { Int64($0) } ?? Int64.min
        let id = cursor.map { $0.parts.count == 2 ? $0.parts[1] : "" } ?? ""
        let rows = try tx.rows(
            """
            SELECT \(columns) FROM dossier d WHERE \(question.condition) AND (d.due_key, d.id) > (\(key), \(id))
            ORDER BY d.due_key, d.id LIMIT \(limit + 1)
            """
        ).map(dossier)
        return Page(rows: rows, limit: limit) { Cursor([String($0.dueKey), $0.id.description]) }
    }

    /// How many there are of each, counted to `most` and no further.
    static func counts(_ questions: [InboxQuestion], most: Int, in tx: any Reading) throws -> [Int] {
        try questions.map { question in
            try tx.value(
                """
                SELECT count(*) FROM (SELECT 1 FROM dossier d WHERE \(question.condition) LIMIT \(most)) AS counted
                """) ?? 0
        }
    }

    /// Dossiers that have all of these, the newest first.
    ///
    /// - Parameters:
    ///   - wanted: For each thing that must be there the hashes it may be kept
    ///     as; the rarest first, for it is what is walked along.
    ///   - offices: Those whose dossiers may be seen, by their units.
    static func found(
        _ wanted: [[String]], in offices: [String], before cursor: Cursor? = nil, limit: Int, in tx: any Reading
    ) throws -> Page<Dossier> {
        guard let first = wanted.first, !offices.isEmpty else { return Page(items: [], next: nil) }
        let rest = wanted.dropFirst().map { keys -> SQL in
            "AND EXISTS (SELECT 1 FROM dossier_find o WHERE o.find_key IN (\(SQL.list(keys))) AND o.dossier = f.dossier)"
        }
        let last = cursor?.parts.first ?? "g"
        let rows = try tx.rows(
            """
            SELECT \(columns) FROM dossier_find f JOIN dossier d ON d.id = f.dossier
            WHERE f.find_key IN (\(SQL.list(first))) AND f.dossier < \(last) \(SQL.joined(rest, separator: " "))
            AND d.office IN (\(SQL.list(offices)))
            ORDER BY f.dossier DESC LIMIT \(limit + 1)
            """
        ).map(dossier)
        return Page(rows: rows, limit: limit) { Cursor([$0.id.description]) }
    }

    /// What somebody sent from their account, the newest first.
    static func ofCitizen(
        _ account: String, before cursor: Cursor? = nil, limit: Int, in tx: any Reading
    ) throws -> Page<Dossier> {
        let rows = try tx.rows(
            """
            SELECT \(columns) FROM dossier d WHERE d.citizen = \(account) AND d.id < \(cursor?.parts.first ?? "g")
            ORDER BY d.id DESC LIMIT \(limit + 1)
            """
        ).map(dossier)
        return Page(rows: rows, limit: limit) { Cursor([$0.id.description]) }
    }
}
