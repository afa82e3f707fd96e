// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What one entry says, as it is stored: what the leaf is made of.
package struct EntryRecord: Hashable, Sendable {
    package var at: Instant
    package var hasLegalEffect: Bool
    /// In the order of `LedgerColumn.allCases`; what is not known is empty.
    package var texts: [String]

    package init(at: Instant, hasLegalEffect: Bool, texts: [String]) {
        self.at = at
        self.hasLegalEffect = hasLegalEffect
        self.texts = texts
    }

    package subscript(column: LedgerColumn) -> String {
        get { texts[Self.places[column] ?? 0] }
        set { texts[Self.places[column] ?? 0] = newValue }
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: LedgerColumn.allCases.enumerated().map { ($1, $0) })

    /// The leaf of this record as entry `number`, version 1: docs/ledger.md
    /// says it byte for byte.
    package func leaf(number: Int) -> [UInt8] {
        var bytes: [UInt8] = [1]
        bytes.reserveCapacity(64 + texts.reduce(0) { $0 + $1.utf8.count + 4 })
        bytes.append(bigEndian: UInt64(number))
        bytes.append(bigEndian: UInt64(bitPattern: at.microseconds))
        bytes.append(hasLegalEffect ? 1 : 0)
        for text in texts {
            bytes.append(bigEndian: UInt32(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }
        return bytes
    }

    package func hash(number: Int) -> LogHash { .leaf(leaf(number: number)) }
}

/// A record in its place in the log.
package struct SealedEntry: Hashable, Sendable {
    /// From 1, without a gap. Its place in the tree is one less.
    package let number: Int
    package let record: EntryRecord
    /// As stored.
    package let hash: LogHash

    package init(number: Int, record: EntryRecord, hash: LogHash) {
        self.number = number
        self.record = record
        self.hash = hash
    }

    /// The public fields by name, in the order of their names.
    package var fields: [(name: String, value: String)] { CanonicalJSON.pairs(of: record[.fields]) }
    /// The commitments, in hexadecimal digits, by name.
    package var commitments: [(name: String, value: String)] { CanonicalJSON.pairs(of: record[.commitments]) }
}

extension [UInt8] {
    package mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}
