// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore

/// What the national portal is still to be told: one row a fact, written in the
/// fact's transaction, so that nothing is told that did not happen and nothing
/// that did is forgotten.
enum PortalOutbox {
    static let migration = Migration(
        9, "national-portal", sqlite: table, postgres: table.replacing("/*C*/", with: " COLLATE \"C\""))

    private static let table = """
        CREATE TABLE dossier_sync (
            dossier TEXT/*C*/ NOT NULL, number BIGINT NOT NULL,
            -- when to try next; nothing once it is told or refused
            due_at BIGINT, tries BIGINT NOT NULL, told_at BIGINT, refused_at BIGINT, failure TEXT NOT NULL,
            CONSTRAINT dossier_sync_pkey PRIMARY KEY (dossier, number)
        );
        CREATE INDEX dossier_sync_due ON dossier_sync (due_at, dossier, number) WHERE due_at IS NOT NULL;
        CREATE INDEX dossier_sync_refused ON dossier_sync (refused_at) WHERE refused_at IS NOT NULL;
        """

    struct Due: Hashable, Sendable {
        let dossier: Dossier.ID
        let number: Int
        let tries: Int
    }

    static func add(_ number: Int, of dossier: Dossier.ID, at now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_sync (dossier, number, due_at, tries, failure)
            VALUES (\(dossier), \(number), \(now), 0, '')
            """)
    }

    /// What is due, the earliest first; of each dossier its earliest fact alone.
    static func due(at now: Instant, limit: Int, in tx: any Reading) throws -> [Due] {
        try tx.rows(
            """
            SELECT dossier, number, tries FROM dossier_sync s WHERE due_at <= \(now) AND NOT EXISTS (
                SELECT 1 FROM dossier_sync e
                WHERE e.dossier = s.dossier AND e.number < s.number AND e.due_at IS NOT NULL)
            ORDER BY due_at, dossier, number LIMIT \(limit)
            """
        ).map { Due(dossier: try $0.get(0), number: try $0.get(1), tries: try $0.get(2)) }
    }

    static func settle(_ due: Due, _ refusal: PortalRefusal?, at now: Instant, in tx: any Transaction) throws {
        let place: SQL = "WHERE dossier = \(due.dossier) AND number = \(due.number) AND due_at IS NOT NULL"
        let tries = due.tries + 1
        switch refusal {
        case nil:
            try tx.execute(
                "UPDATE dossier_sync SET told_at = \(now), due_at = NULL, tries = \(tries), failure = '' \(place)")
        case .later(let reason):
            try tx.execute(
                """
                UPDATE dossier_sync SET due_at = \(now + pause(after: tries)), tries = \(tries), failure = \(reason) \(place)
                """)
        case .never(let reason):
            try tx.execute(
                """
                UPDATE dossier_sync SET refused_at = \(now), due_at = NULL, tries = \(tries), failure = \(reason) \(place)
                """)
        }
    }

    /// The portal is often away for hours: a minute first, an hour at last.
    static func pause(after tries: Int) -> Duration {
        let steps: [Duration] = [.minutes(1), .minutes(2), .minutes(5), .minutes(15), .minutes(30), .hours(1)]
        return steps[min(max(tries, 1), steps.count) - 1]
    }

    /// How far the portal knows one dossier.
    enum State: Hashable, Sendable {
        case told(Instant)
        case waiting(tries: Int, failure: String)
        case refused(String)
    }

    /// `nil` for a dossier the portal is told nothing of.
    static func state(of dossier: Dossier.ID, in tx: any Reading) throws -> State? {
        let row =
            try tx.row(
                """
                SELECT due_at, tries, told_at, failure FROM dossier_sync
                WHERE dossier = \(dossier) AND due_at IS NOT NULL ORDER BY number LIMIT 1
                """)
            ?? tx.row(
                """
                SELECT due_at, tries, told_at, failure FROM dossier_sync
                WHERE dossier = \(dossier) ORDER BY number DESC LIMIT 1
                """)
        guard let row else { return nil }
        if try row.optional(0, as: Instant.self) != nil {
            return .waiting(tries: try row.get(1), failure: try row.get(3))
        }
        if let told = try row.optional(2, as: Instant.self) { return .told(told) }
        return .refused(try row.get(3))
    }

    struct Summary: Hashable, Sendable {
        let waiting: Int
        let oldest: Instant?
        let refused: Int
    }

    /// What waits and what was refused since a moment, counted to `most`.
    static func summary(refusedSince moment: Instant, most: Int, in tx: any Reading) throws -> Summary {
        let waiting = try tx.value(
            "SELECT count(*) FROM (SELECT 1 FROM dossier_sync WHERE due_at IS NOT NULL LIMIT \(most)) AS counted",
            as: Int.self)
        let refused = try tx.value(
            """
            SELECT count(*) FROM (SELECT 1 FROM dossier_sync WHERE refused_at > \(moment) LIMIT \(most)) AS counted
            """, as: Int.self)
        return Summary(
            waiting: waiting ?? 0,
            oldest: try tx.value(
                """
                SELECT f.at FROM dossier_sync s JOIN dossier_fact f ON f.dossier = s.dossier AND f.number = s.number
                WHERE s.due_at IS NOT NULL ORDER BY s.due_at, s.dossier, s.number LIMIT 1
                """),
            refused: refused ?? 0)
    }
}
