// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// What is stored of requests about personal data.
enum DataRequestStore {
    struct Stored: Sendable {
        let id: DataRequest.ID
        let holder: DataHolder
        let kind: DataRequest.Kind
        let sealedWords: String
        let sealedAnswer: String
        let filedAt: Instant
        let filedBy: String
        let filedByName: String
        let dueOn: CivilDay
        let state: DataRequest.State
        let answeredAt: Instant?
        let answeredByName: String

        func request(words: String, answer: String) -> DataRequest {
            DataRequest(
                id: id, holder: holder, kind: kind, words: words, filedAt: filedAt, filedBy: filedBy,
                filedByName: filedByName, dueOn: dueOn, state: state, answer: answer, answeredAt: answeredAt,
                answeredByName: answeredByName)
        }
    }

    private static let columns: SQL = """
        id, holder, kind, sealed_words, sealed_answer, filed_at, filed_by, filed_by_name, due_on, state, answered_at,
        answered_by_name
        """

    static func insert(_ request: DataRequest, sealedWords: String, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_data_request (id, holder, kind, sealed_words, sealed_answer, filed_at, filed_by,
                filed_by_name, due_on, state, answered_at, answered_by_name)
            VALUES (\(request.id), \(request.holder.stored), \(request.kind.rawValue), \(sealedWords), '',
                \(request.filedAt), \(request.filedBy), \(request.filedByName), \(request.dueOn),
                \(request.state.rawValue), NULL, '')
            """)
    }

    static func openCount(of holder: DataHolder, in tx: any Reading) throws -> Int {
        try tx.value(
            "SELECT count(*) FROM identity_data_request WHERE holder = \(holder.stored) AND state = 'open'") ?? 0
    }

    static func one(_ id: DataRequest.ID, in tx: any Reading) throws -> Stored? {
        try tx.row("SELECT \(columns) FROM identity_data_request WHERE id = \(id)").map(stored(of:))
    }

    static func of(_ holder: DataHolder, limit: Int, in tx: any Reading) throws -> [Stored] {
        try tx.rows(
            """
            SELECT \(columns) FROM identity_data_request WHERE holder = \(holder.stored) ORDER BY id DESC LIMIT \(limit)
            """
        ).map(stored(of:))
    }

    static func inState(
        _ state: DataRequest.State, after cursor: Cursor?, limit: Int, in tx: any Reading
    ) throws -> Page<Stored> {
        let key = cursor.map(\.parts) ?? []
        let isOpen = state == .open
        let onward: SQL =
            if key.count == 2, let day = Int(key[0]) {
                isOpen
                    ? "AND (due_on, id) > (\(day), \(key[1]))" : "AND (due_on, id) < (\(day), \(key[1]))"
            } else { "" }
        let order: SQL = isOpen ? "due_on, id" : "due_on DESC, id DESC"
        let rows = try tx.rows(
            """
            SELECT \(columns) FROM identity_data_request WHERE state = \(state.rawValue) \(onward)
            ORDER BY \(order) LIMIT \(limit + 1)
            """
        ).map(stored(of:))
        return Page(rows: rows, limit: limit) { Cursor([String($0.dueOn.number), $0.id.description]) }
    }

    /// - Returns: Whether it was still open.
    static func answer(
        _ id: DataRequest.ID, _ state: DataRequest.State, _ sealed: String, by actor: Actor, at now: Instant,
        in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_data_request
            SET state = \(state.rawValue), sealed_answer = \(sealed), answered_at = \(now),
                answered_by_name = \(actor.name)
            WHERE id = \(id) AND state = 'open'
            """) == 1
    }

    /// Whether others of somebody's requests than this one wait for an answer.
    static func othersAreOpen(than id: DataRequest.ID, of holder: DataHolder, in tx: any Reading) throws -> Bool {
        try tx.value(
            """
            SELECT 1 FROM identity_data_request
            WHERE holder = \(holder.stored) AND state = 'open' AND id <> \(id) LIMIT 1
            """, as: Int.self) != nil
    }

    /// Forgets what somebody asked in their own words, and what was answered to
    /// all but `id`. That they asked, for what and when it was answered stays.
    static func forgetWords(of holder: DataHolder, butAnswerTo id: DataRequest.ID?, in tx: any Transaction) throws {
        try tx.execute("UPDATE identity_data_request SET sealed_words = '' WHERE holder = \(holder.stored)")
        try tx.execute(
            """
            UPDATE identity_data_request SET sealed_answer = ''
            WHERE holder = \(holder.stored) AND id <> \(id?.description ?? "")
            """)
    }

    static func batch(after id: String, limit: Int, in tx: any Reading) throws -> [Stored] {
        try tx.rows("SELECT \(columns) FROM identity_data_request WHERE id > \(id) ORDER BY id LIMIT \(limit)")
            .map(stored(of:))
    }

    /// Leaves alone what was answered meanwhile: the next round takes it.
    static func reseal(_ stored: Stored, words: String, answer: String, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE identity_data_request SET sealed_words = \(words), sealed_answer = \(answer)
            WHERE id = \(stored.id) AND sealed_words = \(stored.sealedWords)
                AND sealed_answer = \(stored.sealedAnswer)
            """)
    }

    private static func stored(of row: Row) throws -> Stored {
        Stored(
            id: try row.get(0), holder: DataHolder(stored: try row.get(1)),
            kind: DataRequest.Kind(rawValue: try row.get(2)) ?? .other, sealedWords: try row.get(3),
            sealedAnswer: try row.get(4), filedAt: try row.get(5), filedBy: try row.get(6),
            filedByName: try row.get(7), dueOn: try row.get(8),
            state: DataRequest.State(rawValue: try row.get(9)) ?? .open, answeredAt: try row.optional(10),
            answeredByName: try row.get(11))
    }
}
