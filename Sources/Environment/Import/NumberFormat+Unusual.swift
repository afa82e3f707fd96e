// SPDX-License-Identifier: Apache-2.0

extension NumberFormat {
    /// Grouped thousands, exponents and many digits; names what is no number.
    func unusualNumber(in bytes: Span<UInt8>, _ range: Range<Int>) throws(NumberError) -> Double {
        guard range.count <= 64 else { throw .notANumber }
        var text: [UInt8] = []
        for index in range { text.append(bytes[index]) }
        if namesNoValue(text) { throw .notFinite }
        let exponentAt = text.firstIndex { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") } ?? text.count
        guard isExponent(text[exponentAt...]) else { throw .notANumber }
        let signed = text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+")
        let digits = try ungrouped(text[(signed ? 1 : 0)..<exponentAt])
        let ascii =
            (text[0] == UInt8(ascii: "-") ? "-" : "") + digits
            + String(decoding: text[exponentAt...], as: UTF8.self)
        guard let number = Double(ascii) else { throw .notANumber }
        guard number.isFinite else { throw .tooLarge }
        return number
    }

    /// `1.234.567,8` to `1234567.8`.
    private func ungrouped(_ text: ArraySlice<UInt8>) throws(NumberError) -> String {
        let text = Array(text)
        guard text.contains(where: { $0 &- 0x30 < 10 }) else { throw .notANumber }
        let decimalAt = try decimalPosition(in: text)
        var digits: [UInt8] = []
        var group = 0
        var grouping: UInt8?
        for (index, byte) in text.enumerated() {
            if byte &- 0x30 < 10 {
                digits.append(byte)
                group += 1
            } else if index == decimalAt {
                guard grouping == nil || group == 3 else { throw .unclearSeparators }
                digits.append(UInt8(ascii: "."))
                // Nothing groups decimals: a further sign makes the count wrong.
                grouping = nil
                group = 4
            } else {
                guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == 0x20 || byte == 0x27
                else { throw .notANumber }
                let fits = grouping == nil ? (1...3).contains(group) : group == 3 && grouping == byte
                guard fits, decimalAt.map({ index < $0 }) ?? true else { throw .unclearSeparators }
                grouping = byte
                group = 0
            }
        }
        guard grouping == nil || group == 3 else { throw .unclearSeparators }
        return String(decoding: digits, as: UTF8.self)
    }

    private func decimalPosition(in text: [UInt8]) throws(NumberError) -> Int? {
        let point = UInt8(ascii: ".")
        let comma = UInt8(ascii: ",")
        let sign: UInt8
        switch self {
        case .point: sign = point
        case .comma: sign = comma
        case .either:
            guard let last = text.last(where: { $0 == point || $0 == comma }) else { return nil }
            let other = last == point ? comma : point
            if text.filter({ $0 == last }).count > 1 {
                guard !text.contains(other) else { throw .unclearSeparators }
                return nil
            }
            sign = last
        }
        let places = text.indices.filter { text[$0] == sign }
        guard places.count <= 1 else { throw .unclearSeparators }
        return places.first
    }

    private func isExponent(_ text: ArraySlice<UInt8>) -> Bool {
        guard !text.isEmpty else { return true }
        var digits = text.dropFirst()
        if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
        return !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 }
    }

    private func namesNoValue(_ text: [UInt8]) -> Bool {
        let small = text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }.drop { $0 == 0x2B || $0 == 0x2D }
        let word = String(decoding: small, as: UTF8.self)
        return ["nan", "inf", "infinity", "∞"].contains(word) || word.hasPrefix("nan(") || word.contains("#ind")
            || word.contains("#inf") || word.contains("#nan") || word.contains("#qnan")
    }
}
