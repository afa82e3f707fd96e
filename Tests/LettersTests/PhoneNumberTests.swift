// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Letters

@Suite("A mobile number")
struct PhoneNumberTests {
    @Test(
        "is read however people write it",
        arguments: [
            "0912345678", "0912 345 678", "+84 912 345 678", "84912345678", "0084 912.345.678", "(091) 234-5678",
        ])
    func read(typed: String) { #expect(PhoneNumber(typed)?.description == "+84912345678") }

    @Test(
        "is none when no mobile telephone can have it",
        arguments: [
            "", "091234567", "09123456789", "0276 382 2233", "0112345678", "+1 912 345 678", "09123４5678", "an@x.vn",
        ])
    func refused(typed: String) { #expect(PhoneNumber(typed) == nil) }
}
