// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite
import SQLStore

/// A statement, compiled. GRDB prepares and frees it; values and rows go
/// through SQLite itself, without an object for each.
final class PreparedStatement {
    let text: String
    private let owner: GRDB.Statement
    private let handle: OpaquePointer
    private var columns: (names: SQLStore.Row.Columns, preparations: Int32)?
    /// Between `taken` and `putBack`.
    private(set) var isTaken = false

    init(_ text: String, _ statement: GRDB.Statement) {
        self.text = text
        owner = statement
        handle = statement.sqliteStatement
    }

    func bind(_ values: [SQLValue]) throws {
        guard values.count == Int(sqlite3_bind_parameter_count(handle)) else {
            throw StoreError.statement("placeholders and values differ in number: \(text)")
        }
        for (index, value) in zip(Int32(1)..., values) { try bind(value, at: index) }
    }

    private func bind(_ value: SQLValue, at index: Int32) throws {
        let code: Int32
        switch value {
        case .null: code = sqlite3_bind_null(handle, index)
        case .integer(let value): code = sqlite3_bind_int64(handle, index, value)
        case .real(let value):
            // SQLite would store NULL in its place.
            guard !value.isNaN else { throw StoreError.unstorable("NaN") }
            code = sqlite3_bind_double(handle, index, value)
        case .text(var value):
            code = try value.withUTF8 { bytes in
                // PostgreSQL keeps no such text, and SQLite's own functions stop there.
                guard !bytes.contains(0) else { throw StoreError.unstorable("text with U+0000") }
                return bytes.withMemoryRebound(to: CChar.self) {
                    // An empty buffer may have no address, which SQLite takes for NULL.
                    guard let start = $0.baseAddress, !$0.isEmpty else {
                        return sqlite3_bind_text(handle, index, "", 0, transient)
                    }
                    return sqlite3_bind_text64(handle, index, start, UInt64($0.count), transient, utf8)
                }
            }
        case .bytes(let value):
            code = value.withUnsafeBytes {
                $0.isEmpty
                    ? sqlite3_bind_zeroblob(handle, index, 0)
                    : sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), transient)
            }
        }
        guard code == SQLITE_OK else { throw SQLiteFailure(of: sqlite3_db_handle(handle)) }
    }

    /// Goes to the next row; `false` after the last.
    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLiteFailure(of: sqlite3_db_handle(handle))
        }
    }

    /// The row the last step reached.
    var row: SQLStore.Row {
        let count = sqlite3_column_count(handle)
        return SQLStore.Row((0..<count).map(value), columns: names)
    }

    func taken() -> PreparedStatement {
        isTaken = true
        return self
    }

    func putBack() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        isTaken = false
    }

    private func value(_ index: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, index))
        case SQLITE_TEXT:
            let text = sqlite3_column_text(handle, index)
            let count = Int(sqlite3_column_bytes(handle, index))
            return .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let bytes = sqlite3_column_blob(handle, index)
            let count = Int(sqlite3_column_bytes(handle, index))
            return .bytes([UInt8](UnsafeRawBufferPointer(start: bytes, count: count)))
        default: return .null
        }
    }

    /// Asked anew when SQLite had to compile again because the schema changed.
    private var names: SQLStore.Row.Columns {
        let preparations = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        if let columns, columns.preparations == preparations { return columns.names }
        let names = SQLStore.Row.Columns(
            (0..<sqlite3_column_count(handle)).map { sqlite3_column_name(handle, $0).map { String(cString: $0) } ?? "" }
        )
        columns = (names, preparations)
        return names
    }
}

/// SQLite copies the value before the call returns (SQLITE_TRANSIENT).
private var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
private let utf8 = UInt8(SQLITE_UTF8)
