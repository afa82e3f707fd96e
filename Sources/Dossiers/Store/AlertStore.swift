// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// What should worry an office about a dossier.
struct DossierAlert: Hashable, Sendable {
    enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Due by the end of the next working day.
        case dueSoon = "due-soon"
        /// The step's own limit has passed.
        case stepOverdue = "step-overdue"
        /// The promised time has passed: told to those who answer for the office, and to the applicant.
        case overdue

        /// The time this is about.
        func due(of dossier: Dossier) -> Instant? { self == .stepOverdue ? dossier.stepDueAt : dossier.dueAt }
    }

    let kind: Kind
    let dueAt: Instant
    let raisedAt: Instant
}

/// The questions about alerts.
enum AlertStore {
    /// Open dossiers whose time, or whose step's time, is over before `moment`
    /// and of which nobody was told yet; the earliest first.
    ///
    /// - Complexity: Walks those told of already: what is late in the whole city.
    static func unraised(
        _ kind: DossierAlert.Kind, dueBefore moment: Instant, limit: Int, in tx: any Reading
    ) throws -> [Dossier] {
        let column: SQL = kind == .stepOverdue ? "d.step_due_at" : "d.due_at"
        return try tx.rows(
            """
            SELECT \(DossierStore.columns) FROM dossier d
            WHERE d.processed_at IS NULL AND \(column) < \(moment) AND NOT EXISTS (
                SELECT 1 FROM dossier_alert a WHERE a.dossier = d.id AND a.kind = \(kind.rawValue)
                AND a.due_at = \(column))
            ORDER BY \(column), d.id LIMIT \(limit)
            """
        ).map(DossierStore.dossier)
    }

    /// Raises it; for a time that moved, in place of the one before.
    static func raise(
        _ kind: DossierAlert.Kind, _ dossier: Dossier, due: Instant, at now: Instant, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO dossier_alert (dossier, kind, due_at, office, raised_at)
            VALUES (\(dossier.id), \(kind.rawValue), \(due), \(dossier.office), \(now))
            ON CONFLICT (dossier, kind) DO UPDATE SET due_at = excluded.due_at, office = excluded.office,
                raised_at = excluded.raised_at
            """)
        guard kind == .overdue else { return }
        // What was to come has come.
        try tx.execute("DELETE FROM dossier_alert WHERE dossier = \(dossier.id) AND kind = 'due-soon'")
    }

    /// Takes away what an act has mended.
    static func clear(after old: Dossier, _ new: Dossier, in tx: any Transaction) throws {
        guard
            new.processedAt != nil || old.dueAt != new.dueAt || old.stepDueAt != new.stepDueAt
                || old.office != new.office
        else { return }
        try tx.execute("DELETE FROM dossier_alert WHERE dossier = \(new.id)")
    }

    /// Alerts of offices, what was due first before the rest.
    ///
    /// - Parameter holder: Only of what this account has in hand.
    static func list(
        of offices: [String], holder: String?, after cursor: Cursor?, limit: Int, in tx: any Reading
    ) throws -> Page<(dossier: Dossier, alert: DossierAlert)> {
        guard !offices.isEmpty else { return Page(items: [], next: nil) }
        let parts = cursor?.parts ?? []
        let last = parts.count == 3 ? (Int64(parts[0]) ?? .min, parts[1], parts[2]) : (.min, "", "")
        let held: SQL = holder.map { "AND d.holder = \($0)" } ?? ""
        let rows = try tx.rows(
            """
            SELECT \(DossierStore.columns), a.kind, a.due_at, a.raised_at
            FROM dossier_alert a JOIN dossier d ON d.id = a.dossier
            WHERE a.office IN (\(SQL.list(offices))) AND (a.due_at, a.dossier, a.kind) > (\(last.0), \(last.1), \(last.2)) \(held)
            ORDER BY a.due_at, a.dossier, a.kind LIMIT \(limit + 1)
            """
        ).map { row in
            (
                dossier: try DossierStore.dossier(row),
                alert: DossierAlert(
                    kind: DossierAlert.Kind(rawValue: try row.get(26)) ?? .dueSoon, dueAt: try row.get(27),
                    raisedAt: try row.get(28))
            )
        }
        return Page(rows: rows, limit: limit) {
            Cursor([String($0.alert.dueAt.microseconds), $0.dossier.id.description, $0.alert.kind.rawValue])
        }
    }

    /// How many there are, counted to `most` and no further.
    static func count(of offices: [String], most: Int, in tx: any Reading) throws -> Int {
        guard !offices.isEmpty else { return 0 }
        return try tx.value(
            """
            SELECT count(*) FROM (SELECT 1 FROM dossier_alert WHERE office IN (\(SQL.list(offices))) LIMIT \(most)) AS counted
            """) ?? 0
    }
}
