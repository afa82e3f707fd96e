// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite

/// The prepared statements of one connection, at most about twice `capacity`:
/// when the young half is full, the old half is let go and the young grows old.
struct StatementCache {
    private let database: GRDB.Database
    private let capacity = 200
    private var young: [String: PreparedStatement] = [:]
    private var old: [String: PreparedStatement] = [:]

    init(_ database: GRDB.Database) { self.database = database }

    /// A statement for one use; nobody else gets the same one meanwhile.
    mutating func take(_ text: String) throws -> PreparedStatement {
        // One look-up for what is used again and again: nothing is taken out.
        if let known = young[text], !known.isTaken { return known.taken() }
        // Asked again within its own rows, it is compiled a second time.
        let aged = old.removeValue(forKey: text).flatMap { $0.isTaken ? nil : $0 }
        let statement = try aged ?? PreparedStatement(text, try database.makeStatement(sql: text))
        if young.count >= capacity {
            old = young
            young = [:]
        }
        young[text] = statement
        return statement.taken()
    }

    func putBack(_ statement: PreparedStatement) { statement.putBack() }
}
