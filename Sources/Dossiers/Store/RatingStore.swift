// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// What somebody wrote with a rating, as it is kept.
struct RatingWords: Hashable, Sendable {
    typealias ID = Identifier<RatingWords>

    let id: ID
    let office: String
    /// Its first day.
    let month: CivilDay
    /// The overall answer.
    let overall: String
    let sealed: String
}

/// Ratings: which dossiers were rated, what was answered in counters, and what
/// was written; the three are not joined by anything.
enum RatingStore {
    static let migration = Migration(
        13, "ratings", sqlite: tables.replacing("/*C*/", with: ""),
        postgres: tables.replacing("/*C*/", with: " COLLATE \"C\""))

    private static let tables = """
        CREATE TABLE dossier_rated (
            dossier TEXT/*C*/ NOT NULL, day BIGINT NOT NULL,
            CONSTRAINT dossier_rated_pkey PRIMARY KEY (dossier)
        );
        CREATE TABLE dossier_rating_count (
            day BIGINT NOT NULL, office TEXT NOT NULL, channel TEXT NOT NULL, question TEXT NOT NULL,
            answer TEXT NOT NULL, total BIGINT NOT NULL,
            CONSTRAINT dossier_rating_count_pkey PRIMARY KEY (day, office, channel, question, answer)
        );
        CREATE TABLE dossier_rating_words (
            id TEXT/*C*/ NOT NULL, office TEXT NOT NULL, month BIGINT NOT NULL, overall TEXT NOT NULL,
            words TEXT NOT NULL,
            CONSTRAINT dossier_rating_words_pkey PRIMARY KEY (id)
        );
        CREATE INDEX dossier_rating_words_office ON dossier_rating_words (office, month, id);
        """

    /// - Returns: `false` when the dossier was rated before.
    static func mark(_ id: Dossier.ID, on day: CivilDay, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO dossier_rated (dossier, day) VALUES (\(id), \(day.number)) ON CONFLICT (dossier) DO NOTHING
            """) == 1
    }

    static func isRated(_ id: Dossier.ID, in tx: any Reading) throws -> Bool {
        try tx.row("SELECT 1 FROM dossier_rated WHERE dossier = \(id)") != nil
    }

    static func count(
        _ question: String, _ answer: String, of office: String, by channel: ProcedureDefinition.Channel,
        on day: CivilDay, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO dossier_rating_count (day, office, channel, question, answer, total)
            VALUES (\(day.number), \(office), \(channel.rawValue), \(question), \(answer), 1)
            ON CONFLICT (day, office, channel, question, answer)
            DO UPDATE SET total = dossier_rating_count.total + 1
            """)
    }

    static func add(_ words: RatingWords, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_rating_words (id, office, month, overall, words)
            VALUES (\(words.id), \(words.office), \(words.month.number), \(words.overall), \(words.sealed))
            """)
    }

    /// What was answered from one day to another, both included, by office.
    ///
    /// - Complexity: The counters of the days.
    static func satisfaction(
        from first: CivilDay, to last: CivilDay, in tx: any Reading
    ) throws -> [String: Satisfaction] {
        var found: [String: Satisfaction] = [:]
        try tx.each(
            """
            SELECT office, question, answer, CAST(sum(total) AS BIGINT) FROM dossier_rating_count
            WHERE day BETWEEN \(first.number) AND \(last.number) GROUP BY office, question, answer
            """
        ) { row in
            found[try row.get(0), default: Satisfaction()].add(try row.get(1), try row.get(2), try row.get(3))
        }
        for (office, totals) in try CountStore.totals(from: first, to: last, in: tx) {
            let solved = [DossierCount.Measure.solvedEarly, .solvedOnTime, .solvedLate].compactMap { totals[$0] }
            found[office, default: Satisfaction()].solved = solved.reduce(0, +)
        }
        return found
    }

    /// What was written in the months that have begun in the period, the latest month first.
    ///
    /// - Parameter cursor: Where the page before ended.
    static func words(
        of office: String, from first: CivilDay, to last: CivilDay, before cursor: Cursor? = nil, limit: Int,
        in tx: any Reading
    ) throws -> Page<RatingWords> {
        let parts = cursor.map(\.parts) ?? []
        let month = parts.first.flatMap { Int($0) } ?? last.number
        let id = parts.count == 2 ? parts[1] : "g"
        let rows = try tx.rows(
            """
            SELECT id, office, month, overall, words FROM dossier_rating_words
            WHERE office = \(office) AND month >= \(first.number) AND month <= \(last.number)
                AND (month, id) < (\(month), \(id))
            ORDER BY month DESC, id DESC LIMIT \(limit + 1)
            """
        ).map { row in
            RatingWords(
                id: try row.get(0), office: try row.get(1), month: CivilDay(number: try row.get(2)),
                overall: try row.get(3), sealed: try row.get(4))
        }
        return Page(rows: rows, limit: limit) { Cursor([String($0.month.number), $0.id.description]) }
    }
}
