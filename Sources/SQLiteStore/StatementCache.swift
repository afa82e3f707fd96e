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
        if let known = young.removeValue(forKey: text) ?? old.removeValue(forKey: text) { return known }
        return PreparedStatement(text, try database.makeStatement(sql: text))
    }

    mutating func putBack(_ statement: PreparedStatement) {
        statement.reset()
        young[statement.text] = statement
        if young.count > capacity {
            old = young
            young = [:]
        }
    }
}
