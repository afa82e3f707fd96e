// SPDX-License-Identifier: Apache-2.0

/// Why a text is not taken as a number.
package enum NumberError: Error, Hashable, Sendable {
    case empty
    case notANumber
    /// `NaN`, `Inf`, `1.#IND` and their kin: a number by name, but no value.
    case notFinite
    /// Beyond what a 64-bit float holds, as `1e999`.
    case tooLarge
    /// Points and commas that do not fit the format, as `1,23,456`.
    case unclearSeparators
}

/// How numbers are written in a file: which sign begins the decimals, the
/// other one and blanks may group thousands.
///
/// Plain value, no locale: `1.234,5`, `1,234.5`, `1 234,5` and `1234.5` are all read
/// right when the decimal sign is known. With `.either` the last sign is taken
/// as decimal when it occurs once, as grouping when it occurs more often;
/// a lone `1,234` is then 1.234.
package enum NumberFormat: String, CaseIterable, Hashable, Sendable {
    case point
    case comma
    case either

    /// The number written in `text`, surrounding blanks aside.
    package func number(in text: String) throws(NumberError) -> Double {
        let bytes = Array(text.utf8)
        return try number(in: bytes.span, 0..<bytes.count)
    }

    /// The number written in a stretch of ASCII bytes; exactly rounded, as the
    /// standard library would.
    ///
    /// - Complexity: O(bytes), without allocation for numbers of up to fifteen
    ///   digits that have neither exponent nor grouping.
    package func number(in bytes: Span<UInt8>, _ range: Range<Int>) throws(NumberError) -> Double {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, isBlank(bytes[start]) { start += 1 }
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        guard start < end else { throw .empty }
        if let plain = plainNumber(in: bytes, start..<end) { return plain }
        return try unusualNumber(in: bytes, start..<end)
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Digits with at most one decimal sign: what stations send.
    private func plainNumber(in bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
        var index = range.lowerBound
        let negative = bytes[index] == UInt8(ascii: "-")
        if negative || bytes[index] == UInt8(ascii: "+") { index += 1 }
        guard range.upperBound - index <= 16 else { return nil }
        var mantissa: Int64 = 0
        var digits = 0
        var decimals = -1
        while index < range.upperBound {
            let byte = bytes[index]
            if byte &- 0x30 < 10 {
                mantissa = mantissa * 10 + Int64(byte &- 0x30)
                digits += 1
                if decimals >= 0 { decimals += 1 }
            } else if decimals < 0, isDecimalSign(byte) {
                decimals = 0
            } else {
                return nil
            }
            index += 1
        }
        guard digits > 0, digits <= 15 else { return nil }
        // Both operands are exact in binary, so one division rounds correctly.
        let size = Double(mantissa) / powersOfTen[max(0, decimals)]
        return negative ? -size : size
    }

    private func isDecimalSign(_ byte: UInt8) -> Bool {
        switch self {
        case .point: byte == UInt8(ascii: ".")
        case .comma: byte == UInt8(ascii: ",")
        case .either: byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
        }
    }
}

private let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]
