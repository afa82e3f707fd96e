// SPDX-License-Identifier: Apache-2.0

/// The names (`/Type`) in bytes of a PDF, in their order, their escapes
/// (`/J#61vaScript`) taken back (ISO 32000-1 section 7.3.5).
struct PDFNames {
    struct Name: Hashable {
        let text: String
        /// Where its stroke stands, and where it is over.
        let range: Range<Int>
    }

    private(set) var all: [Name] = []
    /// Whether there were more than any honest file has; the rest was not read.
    private(set) var isBeyondCounting = false

    /// Longer than any name that is asked for.
    private static let longest = 24
    private static let most = 200_000

    /// - Parameter wanted: The names that are looked for; others are passed over.
    init(_ bytes: [UInt8], wanted: Set<String>) {
        var place = 0
        while let start = bytes.next(UInt8(ascii: "/"), from: place) {
            var text: [UInt8] = []
            var end = start + 1
            while end < bytes.count, text.count < Self.longest, Self.isRegular(bytes[end]) {
                if bytes[end] == UInt8(ascii: "#"), end + 2 < bytes.count,
                    let value = UInt8(String(decoding: bytes[(end + 1)...(end + 2)], as: UTF8.self), radix: 16)
                {
                    text.append(value)
                    end += 3
                } else {
                    text.append(bytes[end])
                    end += 1
                }
            }
            let name = String(decoding: text, as: UTF8.self)
            if wanted.contains(name) {
                all.append(Name(text: name, range: start..<end))
                guard all.count < Self.most else {
                    isBeyondCounting = true
                    return
                }
            }
            place = end
        }
    }

    /// Those that begin within `range`.
    func within(_ range: Range<Int>) -> ArraySlice<Name> {
        all[first(from: range.lowerBound)..<first(from: range.upperBound)]
    }

    /// The index of the first that begins at `place` or later.
    private func first(from place: Int) -> Int {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func isRegular(_ byte: UInt8) -> Bool {
        switch byte {
        case 0, 9, 10, 12, 13, 32: false
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["): false
        case UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "%"): false
        default: true
        }
    }
}
