// SPDX-License-Identifier: Apache-2.0

import Basics

/// A short mark for each column of an entry, stored beside it, so that a check
/// can say which column was changed. They prove nothing: the hash does.
package struct EntryMarks: Hashable, Sendable {
    /// Four bytes a column: number, time, legal effect, then the texts.
    package let bytes: [UInt8]

    package init(stored bytes: [UInt8]) { self.bytes = bytes }

    package init(of record: EntryRecord, number: Int) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * Self.names.count)
        func add(_ content: some Sequence<UInt8>) { bytes.append(bigEndian: Self.mark(content)) }
        withUnsafeBytes(of: UInt64(number).bigEndian) { add($0) }
        withUnsafeBytes(of: record.at.microseconds.bigEndian) { add($0) }
        add(CollectionOfOne<UInt8>(record.hasLegalEffect ? 1 : 0))
        for text in record.texts { add(text.utf8) }
        self.bytes = bytes
    }

    /// The columns that have marks, as the table calls them.
    package static let names = ["number", "at", "legal_effect"] + LedgerColumn.allCases.map(\.rawValue)

    /// The columns in which this differs from `other`.
    package func differences(from other: EntryMarks) -> [String] {
        guard bytes.count == 4 * Self.names.count, other.bytes.count == bytes.count else { return ["marks"] }
        return Self.names.enumerated().filter { index, _ in
            bytes[(4 * index)..<(4 * index + 4)] != other.bytes[(4 * index)..<(4 * index + 4)]
        }.map(\.element)
    }

    /// The marks of everything but the number.
    var content: ArraySlice<UInt8> { bytes.dropFirst(4) }

    /// The mark of a number alone.
    static func numberMark(_ number: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: withUnsafeBytes(of: UInt64(number).bigEndian) { mark($0) })
        return bytes
    }

    /// FNV-1a, 32 bits.
    private static func mark(_ content: some Sequence<UInt8>) -> UInt32 {
        var mark: UInt32 = 2_166_136_261
        for byte in content { mark = (mark ^ UInt32(byte)) &* 16_777_619 }
        return mark
    }
}
