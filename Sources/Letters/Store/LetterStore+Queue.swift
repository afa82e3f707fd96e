// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

extension LetterStore {
    /// How many letters wait, how many were given up since a moment, and when
    /// the one that waits longest was put in. Counted up to `most`.
    package struct Summary: Hashable, Sendable {
        package let waiting: Int
        package let givenUp: Int
        package let oldest: Instant?
    }

    package static func summary(givenUpSince moment: Instant, most: Int, in tx: any Reading) throws -> Summary {
        let waiting = try tx.rows(
            "SELECT queued_at FROM letter WHERE due_at IS NOT NULL ORDER BY due_at, id LIMIT \(most)"
        ).map { try $0.get(0, as: Instant.self) }
        let givenUp: Int? = try tx.value(
            """
            SELECT count(*) FROM (SELECT 1 FROM letter WHERE given_up_at > \(moment) LIMIT \(most)) AS found
            """)
        return Summary(waiting: waiting.count, givenUp: givenUp ?? 0, oldest: waiting.min())
    }

    /// Letters that were given up, the latest first. Whom they were for is
    /// known no more.
    package static func givenUp(after cursor: Cursor?, limit: Int, in tx: any Reading) throws -> Page<State> {
        let parts = cursor?.parts ?? []
        var before: SQL = ""
        if parts.count == 2, let at = Int64(parts[0]) {
            before = "AND (given_up_at, id) < (\(Instant(microseconds: at)), \(parts[1]))"
        }
        let rows = try tx.rows(
            """
            SELECT purpose, queued_at, sent_at, given_up_at, tries, failure, id FROM letter
            WHERE given_up_at > 0 \(before) ORDER BY given_up_at DESC, id DESC LIMIT \(limit + 1)
            """
        ).map { row in
            (
                state: State(
                    purpose: try row.get(0), queuedAt: try row.get(1), sentAt: try row.optional(2),
                    givenUpAt: try row.optional(3), tries: try row.get(4), failure: try row.get(5)),
                id: try row.get(6, as: String.self)
            )
        }
        let page = Page(rows: rows, limit: limit) {
            Cursor([String($0.state.givenUpAt?.microseconds ?? 0), $0.id])
        }
        return page.map(\.state)
    }
}

extension LetterBox {
    /// A letter that waits, as somebody may see it who looks after the queue.
    package struct Queued: Hashable, Sendable {
        package let purpose: String
        /// `a…@example.vn`, `…678`
        package let recipient: String
        package let queuedAt: Instant
        package let dueAt: Instant
        package let tries: Int
        package let failure: String
    }

    /// The letters that wait, those due first; a letter that does not open is
    /// shown without its recipient.
    package func queue(_ limit: Int, in tx: any Reading) throws -> [Queued] {
        try LetterStore.queued(limit, in: tx).map { stored, dueAt, failure in
            Queued(
                purpose: stored.purpose, recipient: (try? opened(stored))?.recipient.masked ?? "",
                queuedAt: stored.queuedAt,
                dueAt: dueAt, tries: stored.tries - 1, failure: EmailAddress.masking(failure))
        }
    }
}

extension LetterStore {
    static func queued(
        _ limit: Int, in tx: any Reading
    ) throws -> [(stored: Waiting, dueAt: Instant, failure: String)] {
        try tx.rows(
            """
            SELECT \(columns), failure FROM letter
            WHERE due_at IS NOT NULL ORDER BY due_at, id LIMIT \(limit)
            """
        ).map { row in (try waiting(of: row), try row.get(7), try row.get(8)) }
    }
}

extension EmailAddress {
    /// The first sign and the host: enough to tell two letters apart.
    package var masked: String { Self.masked(text) }

    private static func masked(_ text: some StringProtocol) -> String {
        guard let at = text.lastIndex(of: "@"), let first = text.first else { return "…" }
        return "\(first)…\(text[at...])"
    }

    /// A mail server's own words, with every address in them masked.
    package static func masking(_ words: String) -> String {
        words.replacing(/[A-Za-z0-9!#$%&'*+\/=?^_`{|}~.-]+@[A-Za-z0-9.-]+/) { masked($0.output) }
    }
}
