// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Testing

@Suite("Reading text of every age")
struct TextEncodingTests {
    let charsets = Shipped.reference.charsets

    @Test(
        "one real table reads the same from each encoding",
        arguments: [
            ("tthc_utf8_bom_crlf.csv", TextEncoding.utf8), ("tthc_utf16le_bom.csv", .utf16LittleEndian),
            ("tthc_windows1258.csv", .windows1258), ("tthc_tcvn5712.csv", .tcvn5712),
        ])
    func sameTable(file: String, encoding: TextEncoding) throws {
        let bytes = try Fixture.bytes("encoding/\(file)")
        let reference = try charsets.text(from: try Fixture.bytes("encoding/tthc_utf8_bom_crlf.csv"), as: .utf8)
        let text = try charsets.text(from: bytes, as: encoding)
        #expect(text.replacing("\r\n", with: "\n") == reference.replacing("\r\n", with: "\n"))
        #expect(charsets.guess(of: bytes).encoding == encoding)
        var reader = CSVReader(text)
        _ = try reader.next()
        let row = try #require(try reader.next())
        #expect(row.fields[1].hasPrefix("Thủ tục hải quan đối với khí"))
    }

    @Test("the real table has a quote that nobody closed, and the reader says where it went wrong")
    func openQuote() throws {
        let text = try charsets.text(from: try Fixture.bytes("encoding/tthc_utf8_bom_crlf.csv"), as: .utf8)
        var reader = CSVReader(text)
        #expect(throws: CSVError.textAfterQuote(line: 9, column: 11)) { try reader.rows() }
    }

    @Test("a workbook's cells in TCVN3 fonts are recognised and read")
    func ministryOfFinance() throws {
        let bytes = try Fixture.bytes("encoding/mof_budget_plan_2003_tcvn3_bytes.csv")
        #expect(charsets.guess(of: bytes).encoding == .tcvn3)
        var reader = CSVReader(try charsets.text(from: bytes, as: .tcvn3))
        let rows = try reader.rows()
        #expect(rows[0].fields[0] == "Bộ Tài chính")
        let province = try #require(rows.first { $0.fields[1] == "Ninh bình" })
        #expect(try NumberFormat.point.number(in: province.fields[2]) == 116_000)
    }

    @Test(
        "UTF-16 is read in both orders, with and without byte order mark",
        arguments: [
            (TextEncoding.utf16LittleEndian, true), (.utf16LittleEndian, false), (.utf16BigEndian, true),
            (.utf16BigEndian, false),
        ])
    func wide(encoding: TextEncoding, mark: Bool) throws {
        let text = "Trạm,Giá trị\nPhường Tân Ninh,31.4\nPhường Bình Minh,29.8\n"
        let bytes = ((mark ? "\u{FEFF}" : "") + text).utf16.reduce(into: [UInt8]()) { bytes, unit in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            bytes += encoding == .utf16BigEndian ? pair : pair.reversed()
        }
        #expect(
            charsets.guess(of: bytes) == TextEncodingGuess(encoding: encoding, hasByteOrderMark: mark, isCertain: mark))
        #expect(try charsets.text(from: bytes, as: encoding) == text)
    }

    @Test("plain and empty text is UTF-8, an excerpt may stop inside a letter")
    func plain() throws {
        #expect(charsets.guess(of: []).encoding == .utf8)
        #expect(charsets.guess(of: Array("a,b\n1,2".utf8)).isCertain)
        let cut = Array(Array("tỉnh Tây Ninh, phường".utf8).dropLast(4))
        #expect(charsets.guess(of: cut, isExcerpt: true).encoding == .utf8)
    }

    @Test("a unit written by an old Windows program is no Vietnamese letter")
    func oldUnit() throws {
        let bytes =
            Array("PM2.5 (".utf8) + [0xB5] + Array("g/m".utf8) + [0xB3] + Array("),T (".utf8) + [0xB0]
            + Array("C)\n".utf8)
        #expect(charsets.guess(of: bytes).encoding == .windows1258)
        #expect(try charsets.text(from: bytes, as: .windows1258) == "PM2.5 (µg/m³),T (°C)\n")
    }

    @Test("text comes out in form C whatever it came in")
    func normalForm() throws {
        let text = try charsets.text(from: Array("Ho\u{300}a Tha\u{300}nh".utf8), as: .utf8)
        #expect(Array(text.unicodeScalars) == Array("Hòa Thành".unicodeScalars))
    }

    @Test(
        "bytes that mean nothing are an error with their place",
        arguments: [
            ([0x61, 0xFF, 0x62], TextEncoding.utf8, TextEncodingError.malformed(.utf8, offset: 1)),
            ([0xEF, 0xBB, 0xBF, 0x61, 0xC3], .utf8, .malformed(.utf8, offset: 4)),
            ([0x61, 0x00, 0x62], .utf16LittleEndian, .malformed(.utf16LittleEndian, offset: 2)),
            ([0x61, 0x00, 0x00, 0xDC], .utf16LittleEndian, .malformed(.utf16LittleEndian, offset: 2)),
            ([0x61, 0xD2 - 0x41], .tcvn3, .malformed(.tcvn3, offset: 1)),
            ([0x61, 0x00, 0x62], .utf8, .binary(offset: 1)),
        ] as [([UInt8], TextEncoding, TextEncodingError)])
    func malformed(bytes: [UInt8], encoding: TextEncoding, error: TextEncodingError) {
        #expect(throws: error) { try charsets.text(from: bytes, as: encoding) }
    }

    @Test("no bytes are a trap in any encoding")
    func fuzz() {
        var numbers = SeededNumbers(seed: 5_712)
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0..<64, using: &numbers)).map { _ in
                UInt8.random(in: 0...255, using: &numbers)
            }
            _ = charsets.guess(of: bytes, isExcerpt: Bool.random(using: &numbers))
            for encoding in TextEncoding.allCases { _ = try? charsets.text(from: bytes, as: encoding) }
        }
    }
}
