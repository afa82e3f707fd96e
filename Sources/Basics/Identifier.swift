// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The identity of one record: a UUID of version 7 (RFC 9562 section 5.7),
/// so that identities sort by the moment they were made.
///
/// The type parameter is the record's type; it costs nothing at run time and
/// makes an officer's identity unusable where a station's is asked for. In
/// records write `package typealias ID = Identifier<Station>`.
package struct Identifier<Record>: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Thirty-six characters, lower case, the form stored in databases and addresses.
    package let description: String

    /// A new identity.
    ///
    /// - Parameters:
    ///   - now: The moment written into its first 48 bits.
    ///   - generator: Where the other 74 bits come from.
    package init(at now: Instant, using generator: inout some RandomNumberGenerator) {
        let milliseconds = UInt64(max(0, now.microseconds / 1_000))
        let high = (milliseconds << 16) | 0x7000 | (generator.next() & 0x0FFF)
        let low = 0x8000_0000_0000_0000 | (generator.next() & 0x3FFF_FFFF_FFFF_FFFF)
        description = Self.text(high: high, low: low)
    }

    /// A new identity with bits of the system's generator.
    package init(at now: Instant) {
        var generator = SystemRandomNumberGenerator()
        self.init(at: now, using: &generator)
    }

    /// The identity that another record has: the two are one thing told twice.
    package init<Other>(_ other: Identifier<Other>) { description = other.description }

    /// The identity written as text, or `nil` when `text` is no UUID.
    /// Capital letters are accepted and stored small.
    package init?(_ text: String) {
        guard text.utf8.count == 36, let uuid = UUID(uuidString: text) else { return nil }
        description = uuid.uuidString.lowercased()
    }

    package static func < (left: Self, right: Self) -> Bool { left.description < right.description }

    private static func text(high: UInt64, low: UInt64) -> String {
        String(unsafeUninitializedCapacity: 36) { signs in
            var digit = 0
            for place in 0..<36 {
                if place == 8 || place == 13 || place == 18 || place == 23 {
                    signs[place] = UInt8(ascii: "-")
                    continue
                }
                let value = UInt8(((digit < 16 ? high : low) >> (60 - digit % 16 * 4)) & 0xF)
                signs[place] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
                digit += 1
            }
            return 36
        }
    }
}
