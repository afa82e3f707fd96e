// SPDX-License-Identifier: Apache-2.0

extension Sequence<UInt8> {
    /// Two small hexadecimal digits a byte.
    package var hex: String {
        var text = ""
        text.reserveCapacity(underestimatedCount * 2)
        for byte in self {
            if byte < 16 { text.append("0") }
            text += String(byte, radix: 16)
        }
        return text
    }
}
