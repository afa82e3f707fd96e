// SPDX-License-Identifier: Apache-2.0

import Foundation

extension [UInt8] {
    /// Two bytes, the greater first; `nil` beyond the end.
    func short(at place: Int) -> Int? {
        guard place >= 0, place + 2 <= count else { return nil }
        return Int(self[place]) << 8 | Int(self[place + 1])
    }

    /// Four bytes, the greatest first; `nil` beyond the end.
    func long(at place: Int) -> Int? {
        guard let high = short(at: place), let low = short(at: place + 2) else { return nil }
        return high << 16 | low
    }

    func begins(with text: some Collection<UInt8>, at place: Int) -> Bool {
        place >= 0 && place + text.count <= count && self[place..<(place + text.count)].elementsEqual(text)
    }

    /// Where `byte` comes next, found by the C library: files are large.
    func next(_ byte: UInt8, from place: Int) -> Int? {
        guard place < count else { return nil }
        return withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = memchr(base + place, Int32(byte), count - place) else {
                return nil
            }
            return base.distance(to: found)
        }
    }

    /// Where `text` comes next.
    func next(_ text: [UInt8], from place: Int) -> Int? {
        guard let first = text.first else { return nil }
        var place = place
        while let found = next(first, from: place) {
            if begins(with: text, at: found) { return found }
            place = found + 1
        }
        return nil
    }

    /// Where `text` comes last.
    func last(_ text: [UInt8]) -> Int? {
        var place = count - text.count
        while place >= 0 {
            if begins(with: text, at: place) { return place }
            place -= 1
        }
        return nil
    }

    /// Whether a zip file ends where these bytes end: a reader of zip files,
    /// which begins at the end, would open them as one.
    var endsAsZip: Bool {
        let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
        var place = Swift.max(0, count - 65_557)
        while let found = next(mark, from: place) {
            if found + 22 <= count {
                let comment = Int(self[found + 20]) | Int(self[found + 21]) << 8
                // Some bytes behind a comment are forgiven by readers too.
                if found + 22 + comment <= count, count - (found + 22 + comment) < 1_024 { return true }
            }
            place = found + 1
        }
        return false
    }
}
