// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Questions about what happened to dossiers.
struct FactStore {
    let content: SealedContent

    private static let columns: SQL = """
        number, kind, at, actor, actor_name, step, action, target, target_name, moment, amount, mark, promise, words
        """

    /// All of a dossier, in their order; a dossier has dozens at most.
    func facts(of dossier: Dossier.ID, in tx: any Reading) throws -> [DossierFact] {
        try tx.rows("SELECT \(Self.columns) FROM dossier_fact WHERE dossier = \(dossier) ORDER BY number")
            .map { try fact($0, of: dossier) }
    }

    func add(_ fact: DossierFact, to dossier: Dossier.ID, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_fact (dossier, \(Self.columns))
            VALUES (\(dossier), \(fact.number), \(fact.kind.rawValue), \(fact.at), \(fact.by.stored), \(fact.by.name),
                \(fact.step), \(fact.action), \(fact.target), \(fact.targetName), \(fact.moment), \(fact.amount),
                \(fact.mark), \(fact.promise?.stored ?? ""),
                \(try content.sealed(words: fact.words, at: dossier, fact.number)))
            """)
    }

    private func fact(_ row: Row, of dossier: Dossier.ID) throws -> DossierFact {
        guard let kind = DossierFact.Kind(rawValue: try row.get(1)) else {
            throw StoreError.unreadable(column: "kind", value: row[1])
        }
        var fact = DossierFact(
            try row.get(0), kind, at: try row.get(2), by: Actor(stored: try row.get(3), name: try row.get(4)))
        fact.step = try row.get(5)
        fact.action = try row.get(6)
        fact.target = try row.get(7)
        fact.targetName = try row.get(8)
        fact.moment = try row.optional(9)
        fact.amount = try row.optional(10)
        fact.mark = try row.get(11)
        fact.promise = DossierFact.Promise(stored: try row.get(12))
        fact.words = try content.words(try row.get(13), at: dossier, fact.number)
        return fact
    }
}
