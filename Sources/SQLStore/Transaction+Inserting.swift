// SPDX-License-Identifier: Apache-2.0

extension Transaction {
    /// Adds rows in their order, in few statements.
    ///
    /// - Parameters:
    ///   - types: The kind of each column.
    ///   - target: The table with its columns: `note (id, text)`; at most a hundred of them.
    /// - Throws: `StoreError`.
    package func insert(_ rows: [[SQLValue]], _ types: [SQL.ColumnType], into target: SQL) throws {
        for chunk in rows.chunks(for: dialect) {
            // One row is what most acts write; arrays would cost it more than they save.
            let values = chunk.count == 1 ? "VALUES \(SQL.rows(chunk))" : try SQL.table(chunk, types, for: dialect)
            try execute("INSERT INTO \(target) \(values)")
        }
    }
}
