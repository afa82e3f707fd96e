// SPDX-License-Identifier: Apache-2.0

/// Base 32 of RFC 4648 section 6 without padding: how authenticator
/// applications take a key that is typed.
enum Base32 {
    private static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func text(of bytes: [UInt8]) -> String {
        var text = ""
        var (buffer, bits) = (0, 0)
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.unicodeScalars.append(Unicode.Scalar(signs[buffer >> bits & 31]))
            }
        }
        if bits > 0 { text.unicodeScalars.append(Unicode.Scalar(signs[buffer << (5 - bits) & 31])) }
        return text
    }

    /// `nil` for a sign that is none of base 32; blanks and small letters are taken.
    static func bytes(of text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (buffer, bits) = (0, 0)
        for sign in text.uppercased().utf8 where sign != 0x20 && sign != 0x3D {
            guard let value = signs.firstIndex(of: sign) else { return nil }
            buffer = (buffer << 5 | value) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(buffer >> bits & 0xFF))
            }
        }
        return bytes
    }
}
