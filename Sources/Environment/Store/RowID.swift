// SPDX-License-Identifier: Apache-2.0

package import SQLStore

/// The identity of a record that is written by the thousand: a counter of its
/// table, eight bytes beside every observation that leads back to it. The type
/// parameter is the record's type, so a file's identity is no station's.
package struct RowID<Record>: Hashable, Comparable, Sendable, CustomStringConvertible, SQLConvertible {
    package let rawValue: Int64

    package init(_ rawValue: Int64) { self.rawValue = rawValue }

    /// The identity written in an address, or `nil`.
    package init?(_ text: String) {
        guard let value = Int64(text), value > 0 else { return nil }
        rawValue = value
    }

    package var description: String { String(rawValue) }
    package var sqlValue: SQLValue { .integer(rawValue) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let value) = sqlValue else { return nil }
        rawValue = value
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
