// SPDX-License-Identifier: Apache-2.0

import Basics
import Letters
package import SQLStore

/// Which letters went out about a dossier, and what should worry its office.
package enum NoticeStore {
    static let migration = Migration(
        8, "notices",
        sqlite: tables, postgres: tables.replacing("/*C*/", with: " COLLATE \"C\""))

    private static let tables = """
        CREATE TABLE dossier_notice (
            dossier TEXT/*C*/ NOT NULL, number BIGINT NOT NULL, kind TEXT NOT NULL, channel TEXT NOT NULL,
            letter TEXT NOT NULL, at BIGINT NOT NULL,
            CONSTRAINT dossier_notice_pkey PRIMARY KEY (dossier, number, kind, channel)
        );
        -- what is wrong now: gone when it is no more
        CREATE TABLE dossier_alert (
            dossier TEXT/*C*/ NOT NULL, kind TEXT NOT NULL, due_at BIGINT NOT NULL, office TEXT NOT NULL,
            raised_at BIGINT NOT NULL,
            CONSTRAINT dossier_alert_pkey PRIMARY KEY (dossier, kind)
        );
        CREATE INDEX dossier_alert_office ON dossier_alert (office, due_at, dossier, kind);
        CREATE INDEX dossier_open_due ON dossier (due_at, id) WHERE processed_at IS NULL AND due_at IS NOT NULL;
        CREATE INDEX dossier_open_step_due ON dossier (step_due_at, id)
            WHERE processed_at IS NULL AND step_due_at IS NOT NULL;
        CREATE INDEX dossier_open ON dossier (id) WHERE processed_at IS NULL AND received_at > 0;
        """

    /// A letter about a dossier.
    struct Sent: Hashable, Sendable {
        let number: Int
        let kind: NoticeKind
        let channel: LetterChannel
        let letter: Letter.ID
        let at: Instant
    }

    /// Keeps that a letter was put in; told again of the same it stays as it is.
    static func add(_ sent: Sent, of dossier: Dossier.ID, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_notice (dossier, number, kind, channel, letter, at)
            VALUES (\(dossier), \(sent.number), \(sent.kind.rawValue), \(sent.channel.rawValue), \(sent.letter), \(sent.at))
            ON CONFLICT (dossier, number, kind, channel) DO NOTHING
            """)
    }

    /// The latest letters about a dossier with how far they came; the newest first, a hundred at most.
    static func sent(
        about dossier: Dossier.ID, in tx: any Reading
    ) throws -> [(notice: Sent, letter: LetterStore.State?)] {
        let notices = try tx.rows(
            """
            SELECT number, kind, channel, letter, at FROM dossier_notice WHERE dossier = \(dossier)
            ORDER BY number DESC, kind, channel LIMIT 100
            """
        ).compactMap { row -> Sent? in
            guard let kind = NoticeKind(rawValue: try row.get(1)), let channel = LetterChannel(rawValue: try row.get(2))
            else { return nil }
            return Sent(
                number: try row.get(0), kind: kind, channel: channel, letter: try row.get(3), at: try row.get(4))
        }
        let states = try LetterStore.states(of: notices.map(\.letter), in: tx)
        return notices.map { ($0, states[$0.letter]) }
    }
}
