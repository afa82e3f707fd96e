// SPDX-License-Identifier: Apache-2.0

import Foundation
import SQLStore

/// How SQLite would run a statement (`EXPLAIN QUERY PLAN`).
struct SQLitePlan {
    private let steps: [String]
    private let tables: Set<String>
    private let text: String

    init(of sql: SQL, in tx: any Transaction) throws {
        steps = try tx.rows("EXPLAIN QUERY PLAN \(sql)").map { try $0.get(3, as: String.self) }
        tables = Set(
            try tx.rows("SELECT name FROM sqlite_schema WHERE type = 'table'").map { try $0.get(0, as: String.self) })
        text = sql.rendered(for: .sqlite).text
    }

    /// Tables of a `SCAN`. One along an index is a walk from end to end too,
    /// unless the statement takes the first few rows of it.
    var scannedTables: [String] {
        steps.compactMap { step in
            let words = step.split(separator: " ").map(String.init)
            guard words.count > 1, words[0] == "SCAN", let table = table(called: words[1]) else { return nil }
            return words.contains("INDEX") && text.contains("LIMIT") ? nil : table
        }
    }

    /// The plan names a table as the statement does, which may be by another name.
    private func table(called name: String) -> String? {
        if tables.contains(name) { return name }
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
        for (place, word) in words.enumerated() where word == name && place > 0 {
            if tables.contains(words[place - 1]) { return words[place - 1] }
            if place > 1, words[place - 1].uppercased() == "AS", tables.contains(words[place - 2]) {
                return words[place - 2]
            }
        }
        return nil
    }
}

/// How PostgreSQL would run a statement when walking a whole table is the last
/// thing it would choose: the small tables of a test would be walked otherwise,
/// whatever indexes there are.
struct PostgresPlan {
    private struct Step: Decodable {
        let kind: String
        let table: String?
        let condition: String?
        let filter: String?
        let steps: [Step]?

        enum CodingKeys: String, CodingKey {
            case kind = "Node Type"
            case table = "Relation Name"
            case condition = "Index Cond"
            case filter = "Filter"
            case steps = "Plans"
        }
    }

    private struct Whole: Decodable {
        let plan: Step
        enum CodingKeys: String, CodingKey { case plan = "Plan" }
    }

    private let plan: Step?
    /// The first columns of each table's indexes.
    private let leading: [String: Set<String>]

    init(of sql: SQL, in tx: any Transaction) throws {
        // Joining by sorting or hashing is quick for small tables alone, too.
        for way in ["enable_seqscan", "enable_hashjoin", "enable_mergejoin"] {
            _ = try tx.rows("SELECT set_config(\(way), 'off', true)")
        }
        let text = try tx.rows("EXPLAIN (FORMAT JSON) \(sql)").map { try $0.get(0, as: String.self) }
            .joined(separator: "\n")
        plan = try JSONDecoder().decode([Whole].self, from: Data(text.utf8)).first?.plan
        let columns = try tx.rows(
            """
            SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE c.relnamespace = current_schema()::regnamespace
            """
        ).map { (try $0.get(0, as: String.self), try $0.get(1, as: String.self)) }
        leading = Dictionary(grouping: columns, by: \.0).mapValues { Set($0.map(\.1)) }
    }

    var scannedTables: [String] { plan.map { scanned(in: $0, isLimited: false) } ?? [] }

    private func scanned(in step: Step, isLimited: Bool) -> [String] {
        var found: [String] = []
        switch step.kind {
        case "Seq Scan": found = [step.table].compactMap(\.self)
        case "Index Scan", "Index Only Scan":
            // Along an index, yet from end to end: unless only its first rows are taken.
            if step.condition == nil, !(isLimited && isNarrow(step)) { found = [step.table].compactMap(\.self) }
        default: break
        }
        // What sorts, hashes or adds up reads everything below it, limit or not.
        let passes = isLimited || step.kind == "Limit"
        let goesOn = ["Limit", "Nested Loop", "Merge Append", "Append", "Subquery Scan", "LockRows", "Result"]
        return found
            + (step.steps ?? []).flatMap { scanned(in: $0, isLimited: passes && goesOn.contains(step.kind)) }
    }

    /// Whether the first rows along an index are what is asked for, or an index
    /// begins with what is asked for: on a small table both cost the same.
    private func isNarrow(_ step: Step) -> Bool {
        guard let filter = step.filter else { return true }
        let words = Set(filter.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        return !words.isDisjoint(with: leading[step.table ?? ""] ?? [])
    }
}
