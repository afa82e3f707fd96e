// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite
import SQLStore

/// What SQLite says of its last failure.
struct SQLiteFailure: Error {
    let code: Int32
    let text: String

    init(code: Int32, text: String) {
        self.code = code
        self.text = text
    }

    init(of connection: OpaquePointer?) {
        code = sqlite3_extended_errcode(connection)
        text = String(cString: sqlite3_errmsg(connection))
    }

    var mapped: StoreError {
        switch ResultCode(rawValue: code) {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            return .notUnique(constraint: subject)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: return .foreignKey(constraint: subject)
        default: break
        }
        switch code & 0xFF {
        case SQLITE_CONSTRAINT: return .checkFailed(constraint: subject)
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy
        case SQLITE_FULL: return .diskFull
        case SQLITE_READONLY: return .readOnly
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_IOERR: return .damaged(text)
        case SQLITE_CANTOPEN: return .connectionLost(text)
        case SQLITE_TOOBIG: return .unstorable(text)
        case SQLITE_MISUSE where text.contains("closed"), SQLITE_INTERRUPT: return .closed
        default: return .statement(text)
        }
    }

    /// `station.code` of "UNIQUE constraint failed: station.code", the
    /// constraint's name of "CHECK constraint failed: …"; empty for foreign keys.
    private var subject: String {
        guard let colon = text.firstIndex(of: ":") else { return "" }
        return String(text[colon...].dropFirst(2))
    }
}

extension StoreError {
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            // GRDB's own complaints, such as a closed pool, have messages of their own.
            let failure = SQLiteFailure(
                code: error.extendedResultCode.rawValue, text: error.message ?? error.description)
            self = failure.text == "Connection is closed" ? .closed : failure.mapped
        default: self = .statement("\(error)")
        }
    }
}
