// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Testing

@Suite("The form of identities")
struct IdentifierFormTests {
    private enum Thing {}

    private struct Fixed: RandomNumberGenerator {
        var numbers: [UInt64]
        mutating func next() -> UInt64 { numbers.removeFirst() }
    }

    @Test(
        "is that of RFC 9562: time, version, variant and chance at their places",
        arguments: [
            (0, [0, 0] as [UInt64], "00000000-0000-7000-8000-000000000000"),
            (1_645_557_742_000_000, [0xCC3, 0x18C4_DC0C_0C07_398F], "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"),
            (281_474_976_710_655_000, [.max, .max], "ffffffff-ffff-7fff-bfff-ffffffffffff"),
        ])
    func form(microseconds: Int64, chance: [UInt64], text: String) {
        var generator = Fixed(numbers: chance)
        let id = Identifier<Thing>(at: Instant(microseconds: microseconds), using: &generator)
        #expect(id.description == text)
        #expect(UUID(uuidString: id.description)?.uuidString.lowercased() == text)
    }

    @Test("reads back what it wrote, a thousand times")
    func round() {
        for number in 0..<1_000 {
            let id = Identifier<Thing>(at: Instant(microseconds: Int64(number) * 1_790_000_000_000))
            #expect(Identifier<Thing>(id.description) == id && id.description.utf8.count == 36)
        }
    }
}
