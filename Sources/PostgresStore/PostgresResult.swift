// SPDX-License-Identifier: Apache-2.0

import CLibPQ
import SQLStore

/// A statement's answer, freed with this object.
final class PostgresResult {
    private let handle: OpaquePointer?

    init(_ handle: OpaquePointer?) { self.handle = handle }

    deinit { PQclear(handle) }

    /// How many rows the statement changed.
    var changes: Int {
        guard let status = PQcmdStatus(handle), !String(cString: status).hasPrefix("SELECT") else { return 0 }
        return PQcmdTuples(handle).flatMap { Int(String(cString: $0)) } ?? 0
    }

    var rows: [Row] {
        let columnCount = PQnfields(handle)
        let columns = Row.Columns((0..<columnCount).map { PQfname(handle, $0).map { String(cString: $0) } ?? "" })
        let types = (0..<columnCount).map { PQftype(handle, $0) }
        return (0..<PQntuples(handle)).map { row in
            Row((0..<columnCount).map { value(row, $0, types[Int($0)]) }, columns: columns)
        }
    }

    /// `nil` when the statement succeeded.
    func error(isAlive: Bool, _ text: String) -> StoreError? {
        switch PQresultStatus(handle) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return nil
        case PGRES_EMPTY_QUERY: return .statement("no statement")
        default:
            let state = field("C")
            return isAlive && !state.isEmpty ? mapped(state, text) : .connectionLost(text)
        }
    }

    private func mapped(_ state: String, _ text: String) -> StoreError {
        switch state {
        case "23505": return .notUnique(constraint: field("n"))
        case "23502": return .checkFailed(constraint: "\(field("t")).\(field("c"))")
        case "23514", "23P01": return .checkFailed(constraint: field("n"))
        case "23503", "23001": return .foreignKey(constraint: field("n"))
        case "40001", "40P01": return .serialization
        case "0A000" where text.contains("cached plan"), "26000": return .serialization
        case "55P03": return .busy
        case "53100": return .diskFull
        case "25006": return .readOnly
        case "XX001", "XX002": return .damaged(text)
        case "22021", "22P05": return .unstorable(text)
        default:
            // Classes 08 and 57P: the server goes down or is not up yet; 53300: it is full.
            let isGone = state.hasPrefix("08") || state.hasPrefix("57P") || state == "53300"
            return isGone ? .connectionLost(text) : .statement("\(text) [\(state)]")
        }
    }

    /// A field of the error, by libpq's letter for it (PG_DIAG_… in postgres_ext.h).
    private func field(_ letter: Unicode.Scalar) -> String {
        PQresultErrorField(handle, Int32(letter.value)).map { String(cString: $0) } ?? ""
    }

    private func value(_ row: Int32, _ column: Int32, _ type: Oid) -> SQLValue {
        guard PQgetisnull(handle, row, column) == 0, let start = PQgetvalue(handle, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column)))
        let text = String(decoding: bytes, as: UTF8.self)
        // The types' numbers are those of pg_type.dat.
        switch type {
        case 20, 21, 23, 26: return Int64(text).map(SQLValue.integer) ?? .text(text)
        case 16: return .integer(text == "t" ? 1 : 0)
        case 700, 701: return Self.real(text).map(SQLValue.real) ?? .text(text)
        case 1700:
            if let whole = Int64(text) { return .integer(whole) }
            return Self.real(text).map(SQLValue.real) ?? .text(text)
        case 17: return .bytes(Self.unhexed(bytes.dropFirst(2)))
        default: return .text(text)
        }
    }

    private static func real(_ text: String) -> Double? {
        switch text {
        case "Infinity": .infinity
        case "-Infinity": -.infinity
        default: Double(text)
        }
    }

    private static func unhexed(_ digits: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var high: UInt8?
        for digit in digits {
            let half = digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
            if let first = high {
                bytes.append(first << 4 | half)
                high = nil
            } else {
                high = half
            }
        }
        return bytes
    }
}
