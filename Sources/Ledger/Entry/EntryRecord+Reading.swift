// SPDX-License-Identifier: Apache-2.0

import Basics

extension EntryRecord {
    /// The entry that a leaf of version 1 says; `nil` for bytes that are none.
    package static func read(leaf: [UInt8]) -> (number: Int, record: EntryRecord)? {
        var rest = leaf[...]
        func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        func number(_ count: Int) -> UInt64? { take(count)?.reduce(0) { $0 << 8 | UInt64($1) } }
        guard number(1) == 1, let place = number(8).flatMap({ Int(exactly: $0) }), let time = number(8),
            let legal = number(1), legal <= 1
        else { return nil }
        var texts: [String] = []
        for _ in LedgerColumn.allCases {
            guard let length = number(4).flatMap({ Int(exactly: $0) }), let bytes = take(length),
                let text = String(validating: bytes, as: UTF8.self)
            else { return nil }
            texts.append(text)
        }
        guard rest.isEmpty else { return nil }
        let record = EntryRecord(
            at: Instant(microseconds: Int64(bitPattern: time)), hasLegalEffect: legal == 1, texts: texts)
        return (place, record)
    }
}
