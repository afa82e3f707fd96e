// SPDX-License-Identifier: Apache-2.0

/// A symbol or unit as written in the field, reduced to what matters: small
/// letters, the micro sign U+00B5 and the Greek letter U+03BC both as `u`, raised
/// and lowered digits as digits, blanks dropped. Works on bytes without allocation.
///
/// The same signs in windows-1252 and 1258 (`B5`, `B2`, `B3`, `B0`) fold alike,
/// because loggers write them into files they call UTF-8.
struct FoldedKey {
    static let limit = 48

    private(set) var bytes = InlineArray<48, UInt8>(repeating: 0)
    private(set) var count = 0
    /// FNV-1a over the bytes.
    private(set) var hash: UInt32 = 2_166_136_261
    private(set) var overflowed = false

    /// A parameter's symbol: only letters and digits count, so `PM2,5`, `PM2.5`,
    /// `PM25` and `pm 2.5` are one, as are `NH4+` and `NH4`.
    init(symbol text: Span<UInt8>, _ range: Range<Int>) {
        self.init(text, range, symbol: true)
    }

    /// A unit: `/`, `%`, `-` and the point count too, `°` becomes `o`.
    init(unit text: Span<UInt8>, _ range: Range<Int>) {
        self.init(text, range, symbol: false)
    }

    private init(_ text: Span<UInt8>, _ range: Range<Int>, symbol: Bool) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            index += 1
            switch byte {
            case 0x61...0x7A, 0x30...0x39: push(byte)
            case 0x41...0x5A: push(byte | 0x20)
            case 0x2F, 0x25, 0x2D: if !symbol { push(byte) }
            case 0x2E, 0x2C, 0xB7: if !symbol { push(0x2E) }
            case 0xB5: push(0x75)
            case 0xB2: push(0x32)
            case 0xB3: push(0x33)
            case 0xB9: push(0x31)
            case 0xB0, 0xBA: if !symbol { push(0x6F) }
            case 0xC2: continue
            case 0xCE where index < range.upperBound && text[index] == 0xBC:
                push(0x75)
                index += 1
            case 0xE2 where index + 1 < range.upperBound && text[index] == 0x82 && text[index + 1] &- 0x80 < 10:
                push(0x30 + (text[index + 1] &- 0x80))
                index += 2
            case 0..<0x80: continue
            default: push(byte)
            }
        }
    }

    private mutating func push(_ byte: UInt8) {
        guard count < Self.limit else {
            overflowed = true
            return
        }
        bytes[count] = byte
        count += 1
        hash = (hash ^ UInt32(byte)) &* 16_777_619
    }
}

/// Folded keys to small numbers: open addressing over one array of bytes.
struct FoldedKeyTable: Sendable {
    private var slots: [Int32]
    private var starts: [Int32] = [0]
    private var bytes: [UInt8] = []
    private var hashes: [UInt32] = []
    private var values: [Int32] = []

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
    }

    /// Adds a key.
    ///
    /// - Returns: Whether it was new or held the same value.
    mutating func insert(_ key: FoldedKey, _ value: Int) -> Bool {
        let mask = slots.count - 1
        var slot = Int(key.hash) & mask
        while slots[slot] >= 0 {
            if matches(Int(slots[slot]), key) { return values[Int(slots[slot])] == Int32(value) }
            slot = (slot + 1) & mask
        }
        guard !key.overflowed, (values.count + 1) * 2 <= slots.count else { return false }
        slots[slot] = Int32(values.count)
        for index in 0..<key.count { bytes.append(key.bytes[index]) }
        starts.append(Int32(bytes.count))
        hashes.append(key.hash)
        values.append(Int32(value))
        return true
    }

    subscript(key: FoldedKey) -> Int? {
        guard !key.overflowed, key.count > 0 else { return nil }
        let mask = slots.count - 1
        var slot = Int(key.hash) & mask
        while slots[slot] >= 0 {
            let entry = Int(slots[slot])
            if hashes[entry] == key.hash, matches(entry, key) { return Int(values[entry]) }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private func matches(_ entry: Int, _ key: FoldedKey) -> Bool {
        let start = Int(starts[entry])
        guard Int(starts[entry + 1]) - start == key.count else { return false }
        for index in 0..<key.count where bytes[start + index] != key.bytes[index] { return false }
        return true
    }
}
