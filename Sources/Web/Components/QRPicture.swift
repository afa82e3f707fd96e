// SPDX-License-Identifier: Apache-2.0

import CQRencode

/// A text as a QR code, drawn as one path: no picture file, no script.
package struct QRPicture: Component {
    /// Rows of dark (`true`) and light squares; `nil` where the text is too long.
    package let rows: [[Bool]]?
    private let words: String

    /// - Parameter words: What a reader of the page without eyes is told.
    package init(_ text: String, words: String) {
        self.words = words
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else {
            rows = nil
            return
        }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let squares = code.pointee.data else {
            rows = nil
            return
        }
        rows = (0..<width).map { row in (0..<width).map { squares[row * width + $0] & 1 == 1 } }
    }

    package var html: HTML {
        guard let rows else { return .empty }
        // Four squares of light all around (ISO/IEC 18004 section 6.3.8).
        let side = rows.count + 8
        return """
            <svg class="qr" viewBox="0 0 \(machine: side) \(machine: side)" role="img" aria-label="\(words)" \
            shape-rendering="crispEdges"><path class="qr-light" fill="#fff" d="M0 0h\(machine: side)v\(machine: side)H0z"/>\
            <path class="qr-dark" fill="#000" d="\(Self.path(of: rows))"/></svg>
            """
    }

    private static func path(of rows: [[Bool]]) -> String {
        var path = ""
        for (y, row) in rows.enumerated() {
            for (x, isDark) in row.enumerated() where isDark { path += "M\(x + 4) \(y + 4)h1v1h-1z" }
        }
        return path
    }
}
