// SPDX-License-Identifier: Apache-2.0

import CLibPQ
import SQLStore

/// Values as libpq takes them: in PostgreSQL's binary form, so that every
/// integer, real and byte arrives as it is.
struct PostgresParameters {
    let types: [Oid]
    private var bytes: [UInt8] = []
    /// Where each value begins in `bytes`, `nil` for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    init(_ values: [SQLValue]) throws {
        types = values.map(Self.type)
        for value in values { try append(value) }
        // An empty value at the end needs an address too.
        bytes.append(0)
    }

    /// - Parameter body: Count, values, lengths and formats, valid inside only.
    func withPointers<Answer>(
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) -> Answer
    ) -> Answer {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.bindMemory(to: CChar.self).baseAddress
            let pointers = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
            return body(Int32(types.count), pointers, lengths, [Int32](repeating: 1, count: types.count))
        }
    }

    private mutating func append(_ value: SQLValue) throws {
        let start = bytes.count
        switch value {
        case .null:
            starts.append(nil)
            lengths.append(0)
            return
        case .integer(let value): append(UInt64(bitPattern: value))
        case .real(let value):
            // SQLite would store NULL in its place.
            guard !value.isNaN else { throw StoreError.unstorable("NaN") }
            append(value.bitPattern)
        case .text(let value):
            guard !value.utf8.contains(0) else { throw StoreError.unstorable("text with U+0000") }
            bytes.append(contentsOf: value.utf8)
        case .bytes(let value): bytes.append(contentsOf: value)
        }
        starts.append(start)
        lengths.append(Int32(bytes.count - start))
    }

    private mutating func append(_ word: UInt64) {
        withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// The types' numbers in PostgreSQL's catalogue (pg_type.dat); 0 lets the server choose.
    private static func type(of value: SQLValue) -> Oid {
        switch value {
        case .null: 0
        case .integer: 20
        case .real: 701
        case .text: 25
        case .bytes: 17
        }
    }
}
