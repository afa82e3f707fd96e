// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// The questions about letters.
package enum LetterStore {
    static let channel = "letters"

    /// A letter that one node has taken to hand it over.
    struct Waiting: Sendable {
        let id: Letter.ID
        let purpose: String
        let channel: LetterChannel
        let content: String
        let queuedAt: Instant
        let goodUntil: Instant
        /// With the one that is under way.
        let tries: Int
        /// Until when no other node takes it; now where nobody has it.
        var heldUntil: Instant
    }

    static func insert(
        _ id: Letter.ID, _ letter: Letter, content: String, at now: Instant, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO letter (id, purpose, channel, thread, content, queued_at, good_until, due_at, tries, failure)
            VALUES (\(id), \(letter.purpose), \(letter.recipient.channel.rawValue), \(letter.thread), \(content), \(now),
                \(letter.goodUntil), \(now), 0, '')
            """)
    }

    static let columns: SQL = "id, purpose, channel, content, queued_at, good_until, tries, due_at"

    static func waiting(of row: Row) throws -> Waiting {
        Waiting(
            id: try row.get(0), purpose: try row.get(1),
            channel: LetterChannel(rawValue: try row.get(2)) ?? .email, content: try row.get(3),
            queuedAt: try row.get(4), goodUntil: try row.get(5), tries: try row.get(6, as: Int.self) + 1,
            heldUntil: try row.get(7))
    }

    /// The letters that still wait.
    package struct Queue: Hashable, Sendable {
        /// A thousand at most.
        package let count: Int
        /// When the one was posted that has waited longest.
        package let since: Instant?
    }

    package static func queue(in tx: any Reading) throws -> Queue {
        let row = try tx.row(
            """
            SELECT count(*), min(queued_at)
            FROM (SELECT queued_at FROM letter WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1000) AS waiting
            """)
        return Queue(count: try row?.get(0) ?? 0, since: try row?.optional(1))
    }

    static func waiting(_ id: Letter.ID, in tx: any Reading) throws -> Waiting? {
        try tx.row("SELECT \(columns) FROM letter WHERE id = \(id) AND due_at IS NOT NULL").map(waiting(of:))
    }

    /// Takes letters that are due, the earliest first, so that no other node
    /// takes them before `hold` is over. None is taken while an earlier one of
    /// its thread waits.
    static func taken(
        _ limit: Int, by channels: [LetterChannel] = LetterChannel.allCases, holding hold: Duration, at now: Instant,
        in tx: any Transaction
    ) throws -> [Waiting] {
        let found = try tx.rows(
            """
            SELECT \(columns) FROM letter l WHERE channel IN (\(SQL.list(channels.map(\.rawValue)))) AND due_at <= \(now)
            AND (thread = '' OR NOT EXISTS (
                SELECT 1 FROM letter e WHERE e.thread = l.thread AND e.due_at IS NOT NULL AND e.id < l.id))
            ORDER BY due_at, id LIMIT \(limit)
            """
        ).map(waiting(of:))
        return try found.map { letter in
            var letter = letter
            letter.heldUntil = now + hold
            try tx.execute(
                "UPDATE letter SET due_at = \(letter.heldUntil), tries = \(letter.tries) WHERE id = \(letter.id)")
            return letter
        }
    }

    /// Keeps that a letter went out, and forgets its words.
    static func markSent(_ id: Letter.ID, at now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE letter SET sent_at = \(now), due_at = NULL, content = NULL, failure = ''
            WHERE id = \(id) AND due_at IS NOT NULL
            """)
    }

    static func put(off id: Letter.ID, until due: Instant, _ failure: String, in tx: any Transaction) throws {
        try tx.execute(
            "UPDATE letter SET due_at = \(due), failure = \(failure) WHERE id = \(id) AND due_at IS NOT NULL")
    }

    /// Keeps that a letter will never go out and why, and forgets its words.
    static func giveUp(_ id: Letter.ID, _ failure: String, at now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE letter SET given_up_at = \(now), due_at = NULL, content = NULL, failure = \(failure)
            WHERE id = \(id) AND due_at IS NOT NULL
            """)
    }

    /// Gives up what should have been sent before `moment`, whoever was to send it.
    static func giveUp(goodUntil moment: Instant, _ failure: String, at now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE letter SET given_up_at = \(now), due_at = NULL, content = NULL, failure = \(failure)
            WHERE good_until <= \(moment) AND due_at IS NOT NULL
            """)
    }

    /// When the next letter of these ways is due; `nil` while none waits.
    static func nextDue(by channels: [LetterChannel], in tx: any Reading) throws -> Instant? {
        guard !channels.isEmpty else { return nil }
        return try tx.value(
            """
            SELECT min(due_at) FROM letter WHERE channel IN (\(SQL.list(channels.map(\.rawValue)))) AND due_at IS NOT NULL
            """)
    }

    /// How it stands with one letter.
    package struct State: Hashable, Sendable {
        package let purpose: String
        package let queuedAt: Instant
        package let sentAt: Instant?
        package let givenUpAt: Instant?
        package let tries: Int
        /// Why the last attempt failed; empty when it did not.
        package let failure: String
    }

    package static func state(of id: Letter.ID, in tx: any Reading) throws -> State? {
        try tx.row(
            "SELECT purpose, queued_at, sent_at, given_up_at, tries, failure FROM letter WHERE id = \(id)"
        ).map { try state($0, from: 0) }
    }

    /// How it stands with some letters, by their identities; those whose record is gone are missing.
    ///
    /// - Parameter ids: A few hundred at most.
    package static func states(of ids: [Letter.ID], in tx: any Reading) throws -> [Letter.ID: State] {
        guard !ids.isEmpty else { return [:] }
        let rows = try tx.rows(
            """
            SELECT id, purpose, queued_at, sent_at, given_up_at, tries, failure FROM letter
            WHERE id IN (\(SQL.list(ids)))
            """)
        return Dictionary(try rows.map { (try $0.get(0), try state($0, from: 1)) }) { $1 }
    }

    private static func state(_ row: Row, from start: Int) throws -> State {
        State(
            purpose: try row.get(start), queuedAt: try row.get(start + 1), sentAt: try row.optional(start + 2),
            givenUpAt: try row.optional(start + 3), tries: try row.get(start + 4), failure: try row.get(start + 5))
    }

    /// Removes records of letters that were finished before `moment`.
    static func erase(queuedBefore moment: Instant, in tx: any Transaction) throws -> Int {
        try tx.execute("DELETE FROM letter WHERE queued_at < \(moment) AND due_at IS NULL")
    }
}
