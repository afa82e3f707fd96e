// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// A search of the catalogue: words, an event of life, both or neither.
package struct ProcedureSearch: Sendable {
    /// As typed; a word finds those that begin with it, with marks or without.
    package let text: String
    package let event: String?
    /// One of `FieldStore.fields`.
    package let field: String?
    private let events: LifeEvents
    private let parts: [String]

    package init(_ text: String = "", event: String? = nil, field: String? = nil, events: LifeEvents) {
        self.text = text.tidied()
        self.event = event
        self.field = field
        self.events = events
        parts = Array(SearchWords.parts(of: text).prefix(8))
    }

    /// Procedures with these words one after the other; where there is none,
    /// those with every one of them anywhere. What fits best comes first: the
    /// code, the name itself, names that begin with the words, the shortest
    /// name that has them; without words by name.
    package func page(after cursor: Cursor? = nil, limit: Int, in tx: any Reading) throws -> Page<ProcedureHead> {
        let narrowed = event.map { among(events.procedures(of: $0)) }
        let phrase = SearchWords.pairs(of: parts)
        var conditions = narrowed.map { [$0] } ?? []
        if !phrase.isEmpty, try isAny(conditions + having(phrase), in: tx) {
            conditions += having(phrase)
        } else {
            conditions += having(parts)
        }
        if let field { conditions.append("p.field = \(field)") }
        if !text.isEmpty, parts.isEmpty { conditions.append("1 = 0") }
        let filter: SQL = conditions.isEmpty ? "" : "WHERE \(SQL.joined(conditions, separator: " AND "))"
        let rest = cursor.flatMap(following)
        let after: SQL = rest.map { conditions.isEmpty ? "WHERE \($0)" : "AND \($0)" } ?? ""
        let rows = try tx.rows(
            """
            SELECT p.code, p.name, p.field, p.decision, p.version, p.is_online, p.is_head, p.name_key, \(fit)
            FROM dossier_procedure p \(filter) \(after) ORDER BY \(order) LIMIT \(limit + 1)
            """
        ).map { row in
            (head: try Self.head(row), fit: try row.get(8, as: Int.self), key: try row.get(7, as: String.self))
        }
        return Page(rows: rows, limit: limit) { Cursor([String($0.fit), $0.key, $0.head.code]) }.map(\.head)
    }

    private func isAny(_ conditions: [SQL], in tx: any Reading) throws -> Bool {
        try tx.row(
            "SELECT 1 FROM dossier_procedure p WHERE \(SQL.joined(conditions, separator: " AND ")) LIMIT 1") != nil
    }

    private var order: SQL { parts.isEmpty ? "p.name_key, p.code" : "\(fit), p.name_key, p.code" }

    /// How well a name fits, the smaller the better.
    private var fit: SQL {
        guard !parts.isEmpty else { return "0" }
        let key = parts.joined(separator: " ")
        return """
            (CASE WHEN p.code = \(text) THEN 0 WHEN p.name_key = \(key) THEN 1
            WHEN p.name_key LIKE \(key + "%") THEN 1000 + length(p.name_key)
            WHEN p.name_key LIKE \("%" + key + "%") THEN 100000 + length(p.name_key) ELSE 1000000 END)
            """
    }

    /// What comes after a cursor of this search; `nil` for one of another.
    private func following(_ cursor: Cursor) -> SQL? {
        guard cursor.parts.count == 3, let last = Int(cursor.parts[0]) else { return nil }
        let (key, code) = (cursor.parts[1], cursor.parts[2])
        guard !parts.isEmpty else { return "(p.name_key, p.code) > (\(key), \(code))" }
        return "(\(fit), p.name_key, p.code) > (\(last), \(key), \(code))"
    }

    /// For each of these, that the procedure has a word that begins with it.
    private func having(_ words: [String]) -> [SQL] {
        Set(words).sorted().map { word in
            let plain = events.procedures(withWord: word)
            let named: SQL = plain.isEmpty ? "" : "UNION \(codes(plain))"
            return """
                p.code IN (SELECT w.code FROM dossier_procedure_word w
                WHERE w.word >= \(word) AND w.word < \(word + "{") \(named))
                """
        }
    }

    private func among(_ codes: [String]) -> SQL { "p.code IN (\(self.codes(codes)))" }

    private func codes(_ codes: [String]) -> SQL {
        guard !codes.isEmpty else { return "SELECT e.code FROM dossier_procedure e WHERE e.code = ''" }
        return "SELECT e.code FROM dossier_procedure e WHERE e.code IN (\(SQL.list(codes)))"
    }

    static func head(_ row: Row) throws -> ProcedureHead {
        ProcedureHead(
            code: try row.get(0), name: try row.get(1), field: try row.get(2), decision: try row.get(3),
            version: try row.get(4), isOnline: try row.get(5, as: Int.self) == 1,
            isHead: try row.get(6, as: Int.self) == 1)
    }
}
