// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The text of a file in UTF-8 or, with its mark, UTF-16: what spreadsheets write.
struct PlainText {
    let text: String

    /// - Returns: `nil` for anything else: a guess could spoil names.
    init?(bytes: [UInt8]) {
        let data = Data(bytes)
        let decoded: String? =
            if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
                String(data: data, encoding: .utf16)
            } else {
                String(validating: bytes, as: UTF8.self)
            }
        guard let decoded, !decoded.contains("\0") else { return nil }
        text = decoded.hasPrefix("\u{FEFF}") ? String(decoded.dropFirst()) : decoded
    }
}
