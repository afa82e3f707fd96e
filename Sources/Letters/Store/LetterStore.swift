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
            INSERT INTO letter (id, purpose, content, queued_at, good_until, due_at, tries, failure)
            VALUES (\(id), \(letter.purpose), \(content), \(now), \(letter.goodUntil), \(now), 0, '')
            """)
    }

    private static let columns: SQL = "id, purpose, content, queued_at, good_until, tries, due_at"

    static func waiting(of row: Row) throws -> Waiting {
        Waiting(
            id: try row.get(0), purpose: try row.get(1), content: try row.get(2), queuedAt: try row.get(3),
            goodUntil: try row.get(4), tries: try row.get(5, as: Int.self) + 1,
            heldUntil: try row.get(6))
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
    /// takes them before `hold` is over.
    static func taken(
        _ limit: Int, holding hold: Duration, at now: Instant, in tx: any Transaction
    ) throws -> [Waiting] {
        let found = try tx.rows(
            """
            SELECT \(columns) FROM letter WHERE due_at <= \(now) ORDER BY due_at, id LIMIT \(limit)
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

    /// When the next letter is due; `nil` while none waits.
    static func nextDue(in tx: any Reading) throws -> Instant? {
        try tx.value("SELECT min(due_at) FROM letter WHERE due_at IS NOT NULL")
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
        ).map {
            State(
                purpose: try $0.get(0), queuedAt: try $0.get(1), sentAt: try $0.optional(2),
                givenUpAt: try $0.optional(3), tries: try $0.get(4), failure: try $0.get(5))
        }
    }

    /// Removes records of letters that were finished before `moment`.
    static func erase(queuedBefore moment: Instant, in tx: any Transaction) throws -> Int {
        try tx.execute("DELETE FROM letter WHERE queued_at < \(moment) AND due_at IS NULL")
    }
}
