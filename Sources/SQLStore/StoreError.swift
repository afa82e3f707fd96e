// SPDX-License-Identifier: Apache-2.0

/// What goes wrong in a database, the same for both.
package enum StoreError: Error, Hashable, Sendable {
    /// A row with this key is already there. `constraint` is the constraint's
    /// name on PostgreSQL and `table.column` on SQLite.
    case notUnique(constraint: String)
    /// A CHECK or NOT NULL rule of the schema refused the row.
    case checkFailed(constraint: String)
    /// The row points to one that is not there, or is pointed to.
    case foreignKey(constraint: String)
    /// Somebody else holds the database longer than the waiting time.
    case busy
    /// Two transactions could not both be; after the driver's own retries.
    case serialization
    /// The queue of waiting writes is full: answer 503 and ask for patience.
    case overloaded
    /// The database cannot be reached or went away. Nothing of an
    /// unacknowledged transaction is promised.
    case connectionLost(String)
    /// No room on the disk.
    case diskFull
    /// The database may only be read.
    case readOnly
    /// The file is no database, or a damaged one; the disk fails.
    case damaged(String)
    /// A value has another kind than its reader expects.
    case unreadable(column: String, value: SQLValue)
    /// A value neither database keeps as it is: text with U+0000, NaN.
    case unstorable(String)
    /// The statement is wrong: a programming error. The text is for logs.
    case statement(String)
    /// The database was migrated by a newer program, or a migration's text
    /// changed after it was applied.
    case schema(SchemaMismatch)
    /// The database has been closed.
    case closed

    package enum SchemaMismatch: Hashable, Sendable {
        /// The database holds a migration this program does not know.
        case newer(feature: String, number: Int)
        /// The text of an applied migration is not what it was.
        case changed(feature: String, number: Int)
        /// Migrations wait to be applied and this command may not apply them.
        case pending(feature: String, number: Int)
    }
}
