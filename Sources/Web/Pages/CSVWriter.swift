// SPDX-License-Identifier: Apache-2.0

package import Basics
import HTTPTypes
package import Hummingbird
import NIOCore

/// One cell of a CSV file.
package enum CSVValue: Sendable {
    /// Text; a beginning that a spreadsheet would run as a formula is disarmed.
    case text(String)
    /// A number with a decimal point, whatever the reader's language.
    case number(Double, decimals: Int)
    case integer(Int)
    /// ISO 8601 with the city's offset.
    case instant(Instant)
    case day(CivilDay)
    case empty
}

/// Writes rows of CSV (RFC 4180) into an answer as they come.
package struct CSVWriter {
    private var target: any ResponseBodyWriter
    private let zone: CivilZone
    private var waiting = ByteBuffer()

    init(_ target: any ResponseBodyWriter, zone: CivilZone, hasMark: Bool) {
        self.target = target
        self.zone = zone
        if hasMark { waiting.writeString("\u{FEFF}") }
    }

    package mutating func write(_ row: [CSVValue]) async throws {
        waiting.writeString(row.map { Self.text(of: $0, zone: zone) }.joined(separator: ",") + "\r\n")
        if waiting.readableBytes > 32_768 { try await flush() }
    }

    private mutating func flush() async throws {
        let ready = waiting
        waiting = ByteBuffer()
        if ready.readableBytes > 0 { try await target.write(ready) }
    }

    fileprivate consuming func finish() async throws {
        try await flush()
        try await target.finish(nil)
    }

    static func text(of value: CSVValue, zone: CivilZone) -> String {
        switch value {
        case .text(let text): quoted(disarmed(text))
        case .number(let number, let decimals): plain(number, decimals: decimals)
        case .integer(let number): String(number)
        case .instant(let moment): moment.iso8601(in: zone)
        case .day(let day): day.iso8601
        case .empty: ""
        }
    }

    private static func plain(_ number: Double, decimals: Int) -> String {
        guard number.isFinite else { return "" }
        let digits = decimalDigits(of: abs(number), decimals: decimals)
        let text = digits.fraction.isEmpty ? digits.whole : digits.whole + "." + digits.fraction
        return number < 0 && text.contains(where: { $0 != "0" && $0 != "." }) ? "-" + text : text
    }

    /// Spreadsheets run what begins with these; a leading `'` makes it text.
    private static func disarmed(_ text: String) -> String {
        guard let first = text.unicodeScalars.first,
            "=+-@\t\r\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
        else { return text }
        return "'" + text
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 || $0 == 59 }) else {
            return text
        }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

extension WebContext {
    /// A CSV file, written while `rows` brings its rows. An error half-way
    /// breaks the connection, so that nobody takes a part for the whole.
    ///
    /// - Parameters:
    ///   - name: The file's name for whoever saves it, with `.csv`.
    ///   - columns: The heading, names for programs.
    ///   - hasMark: Begins with U+FEFF, by which Excel knows UTF-8; `?bom=1` asks for it too.
    package func csv(
        _ name: String, columns: [String], hasMark: Bool = false,
        rows: @escaping @Sendable (inout CSVWriter) async throws -> Void
    ) -> Response {
        let zone = site.zone
        let hasMark = hasMark || query["bom"] == "1"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present",
                .cacheControl: isOpenToAll ? "no-cache" : "no-store",
                .contentDisposition: Attachment.header(named: name),
            ],
            body: ResponseBody { writer in
                var csv = CSVWriter(writer, zone: zone, hasMark: hasMark)
                try await csv.write(columns.map(CSVValue.text))
                try await rows(&csv)
                try await csv.finish()
            })
    }
}
