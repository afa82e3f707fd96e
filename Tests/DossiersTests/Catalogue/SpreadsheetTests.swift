// SPDX-License-Identifier: Apache-2.0

import CZlib
import Testing

@testable import Dossiers

@Suite("Reading spreadsheets")
struct SpreadsheetTests {
    /// A zip file of stored or packed members, with sums and sizes as given.
    static func zip(_ members: [(name: String, content: [UInt8], method: UInt16, size: Int, sum: UInt32)]) -> [UInt8] {
        var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
        for member in members {
            let name = Array(member.name.utf8)
            let place = bytes.count
            let facts: [(number: Int, length: Int)] = [
                (20, 2), (0, 2), (Int(member.method), 2), (0, 4), (Int(member.sum), 4), (member.content.count, 4),
                (member.size, 4), (name.count, 2), (0, 2),
            ]
            let common = littles(facts)
            bytes += littles([(0x0403_4B50, 4)])
            bytes += common
            bytes += name
            bytes += member.content
            directory += littles([(0x0201_4B50, 4), (20, 2)])
            directory += common
            directory += littles([(0, 2), (0, 2), (0, 2), (0, 4), (place, 4)])
            directory += name
        }
        let start = bytes.count
        bytes += directory
        let end: [(number: Int, length: Int)] = [
            (0x0605_4B50, 4), (0, 2), (0, 2), (members.count, 2), (members.count, 2), (directory.count, 4), (start, 4),
            (0, 2),
        ]
        bytes += littles(end)
        return bytes
    }

    /// Numbers, the least byte first.
    private static func littles(_ numbers: [(number: Int, length: Int)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (number, length) in numbers {
            for place in 0..<length { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
        }
        return bytes
    }

    /// The sum of a zip file's member (ISO 3309), the plain way.
    private static func sum(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }

    static func book(_ sheet: String, shared: String = "<sst/>") -> [UInt8] {
        zip(
            [("xl/worksheets/sheet1.xml", sheet), ("xl/sharedStrings.xml", shared)].map { name, text in
                let content = Array(text.utf8)
                return (name, content, 0, content.count, sum(content))
            })
    }

    private static func cells(_ rows: String, shared: String = "<sst/>") throws -> [[Int: String]] {
        try Spreadsheet(book("<worksheet><sheetData>\(rows)</sheetData></worksheet>", shared: shared)).rows.map(\.cells)
    }

    @Test("shared and inline texts, runs, references, gaps and cells without names")
    func cells() throws {
        let shared =
            "<sst><si><t>A</t></si><si><r><t>B&amp;</t></r><rPh><t>x</t></rPh><r><t>&#x1EA1;&#67;</t></r></si></sst>"
        let rows = """
            <row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3" t="inlineStr"><is><t>in <![CDATA[<line>]]></t></is></c></row>
            <row><x:c t="s" xmlns:x="y"><x:v>0</x:v></x:c><c><f>1+1</f><v>2</v></c><c r="AB4"><v/></c></row><row r="9"/>
            """
        #expect(try Self.cells(rows, shared: shared) == [[0: "B&ạC", 2: "in <line>"], [0: "A", 1: "2"]])
        let book = try Spreadsheet(Self.book("<sheetData>\(rows)</sheetData>", shared: shared))
        #expect(book.rows.map(\.number) == [3, 4])
    }

    @Test(
        "what is no spreadsheet is refused",
        arguments: [
            "<row><c t=\"s\"><v>7</v></c></row>", "<row><c t=\"s\"><v>-1</v></c></row>",
            "<row><c r=\"7\"><v>1</v></c></row>",
            "<row", "<row r=>", "<row><c><v>&nbsp;</v></c></row>", "<row><c><v>&#xD800;</v></c></row>",
            "<!DOCTYPE a [<!ENTITY b \"c\">]><row/>",
        ])
    func malformed(rows: String) {
        #expect(throws: Spreadsheet.Failure.unreadable) { try Self.cells(rows) }
    }

    @Test("a member that grows beyond what it says, or beyond the limit, is not unpacked")
    func bombs() throws {
        let sheet = "xl/worksheets/sheet1.xml"
        // A block of zeros, and its packed form by zlib's method: 64 KB in less than one.
        let packed = try Self.packed(zeros: 64 << 10)
        let honest = Self.zip([(sheet, packed, 8, 64 << 10, Self.sum([UInt8](repeating: 0, count: 64 << 10)))])
        #expect(try ZipFile(honest).member(sheet)?.count == 64 << 10)
        let lying = Self.zip([(sheet, packed, 8, 10, 0)])
        #expect(throws: ZipFile.Failure.tooLarge) { try ZipFile(lying).member(sheet) }
        let huge = Self.zip([(sheet, packed, 8, ZipFile.memberLimit + 1, 0)])
        #expect(throws: ZipFile.Failure.tooLarge) { try ZipFile(huge).member(sheet) }
        let wrong = Self.zip([(sheet, packed, 8, 64 << 10, 1)])
        #expect(throws: ZipFile.Failure.unreadable) { try ZipFile(wrong).member(sheet) }
        // One text of thousands of signs in thousands of cells.
        let shared = "<sst><si><t>\(String(repeating: "a", count: 30_000))</t></si></sst>"
        let row = "<row>\(String(repeating: "<c t=\"s\"><v>0</v></c>", count: 50))</row>"
        #expect(throws: Spreadsheet.Failure.tooLarge) {
            try Self.cells(String(repeating: row, count: 60), shared: shared)
        }
        #expect(throws: Spreadsheet.Failure.tooLarge) {
            try Self.cells("<row><c><v>\(String(repeating: "a", count: 40_000))</v></c></row>")
        }
    }

    /// Zeros as a zip file keeps them: zlib's stream without its head and sum.
    private static func packed(zeros count: Int) throws -> [UInt8] {
        let zeros = [UInt8](repeating: 0, count: count)
        var packed = [UInt8](repeating: 0, count: 1_024)
        var size = uLong(packed.count)
        let code = compress2(&packed, &size, zeros, uLong(count), 9)
        try #require(code == Z_OK)
        return Array(packed[2..<Int(size) - 4])
    }

    @Test("whatever bytes are changed or cut, it is read or refused, and nothing breaks", arguments: [UInt64](1...6))
    func fuzz(seed: UInt64) {
        var numbers = SeededNumbers(seed)
        let whole = CatalogueFileTests.export
        for _ in 0..<25 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...20, using: &numbers) {
                bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            }
            if Bool.random(using: &numbers) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &numbers)) }
            let file = CatalogueFile(bytes)
            #expect(file.failure != nil || !file.rows.isEmpty)
        }
        let sheet =
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x&amp;y</t></is></c></row></sheetData></worksheet>"
        for _ in 0..<400 {
            var text = Array(sheet.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &numbers) {
                text[Int.random(in: 0..<text.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            }
            let content = text
            _ = try? Spreadsheet(Self.zip([("xl/worksheets/sheet1.xml", content, 0, content.count, Self.sum(content))]))
        }
    }
}
