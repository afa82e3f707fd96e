// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@Suite("Reading CSV")
struct CSVReaderTests {
    private func rows(_ text: String, _ separator: CSVSeparator = .comma) throws -> [CSVRow] {
        var reader = CSVReader(text, separator: separator)
        return try reader.rows()
    }

    @Test(
        "records and fields",
        arguments: [
            ("", [[String]]()),
            ("a", [["a"]]),
            ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
            ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
            ("a\rb\r", [["a"], ["b"]]),
            (",", [["", ""]]),
            ("a,\n", [["a", ""]]),
            ("\n\n", [[""], [""]]),
            (#""a,b",c"#, [["a,b", "c"]]),
            (#""say ""yes""""#, [[#"say "yes""#]]),
            ("\"one\r\ntwo\",x", [["one\r\ntwo", "x"]]),
            (#""""#, [[""]]),
            (#"5" pipe,x"#, [[#"5" pipe"#, "x"]]),
            ("phường Tân Ninh,đường", [["phường Tân Ninh", "đường"]]),
        ])
    func records(text: String, expected: [[String]]) throws {
        #expect(try rows(text).map(\.fields) == expected)
    }

    @Test("a record knows the line on which it begins, also after a field of several lines")
    func lines() throws {
        #expect(try rows("a\r\n\"b\nc\rd\r\ne\"\nf").map(\.line) == [1, 2, 6])
    }

    @Test("each separator divides", arguments: CSVSeparator.allCases)
    func separators(separator: CSVSeparator) throws {
        let text = ["a", "\"b\(separator.rawValue)c\"", "d"].joined(separator: separator.rawValue)
        #expect(try rows(text, separator).map(\.fields) == [["a", "b\(separator.rawValue)c", "d"]])
    }

    @Test(
        "a mistake names its line and column",
        arguments: [
            ("a\nb,\"open", CSVError.unterminatedQuote(line: 2, column: 3)),
            ("a\n\"b\nc\"d,e", CSVError.textAfterQuote(line: 3, column: 3)),
        ])
    func mistakes(text: String, error: CSVError) {
        #expect(throws: error) { try rows(text) }
    }

    @Test("a field without end is not read into memory without end")
    func hugeField() {
        let text = "\"" + String(repeating: "x", count: CSVReader.fieldLengthLimit + 1)
        #expect(throws: CSVError.fieldTooLong(line: 1, column: 1, limit: CSVReader.fieldLengthLimit)) {
            try rows(text)
        }
        #expect(throws: CSVError.tooManyFields(line: 1, limit: CSVReader.fieldLimit)) {
            try rows(String(repeating: ",", count: CSVReader.fieldLimit))
        }
    }

    @Test(
        "the separator is recognised",
        arguments: [
            ("a,b\n1,2", CSVSeparator.comma), ("a;b\n1,5;2,5\n3,1;4", .semicolon), ("a\tb\n1\t2", .tab),
            ("a|b|c\n1|2|3", .bar), ("Bảng 1, tỉnh Tây Ninh\nnăm;giá trị\n1995;1,5\n1996;2,5", .semicolon),
            ("\"a;b\",c\n\"d;e\",f", .comma),
        ])
    func detection(text: String, expected: CSVSeparator) {
        #expect(CSVSeparator.detected(in: text) == expected)
    }

    @Test("a text of one column has no separator")
    func noSeparator() {
        #expect(CSVSeparator.detected(in: "a\nb") == nil)
        #expect(CSVSeparator.detected(in: "") == nil)
    }

    @Test("real files have as many fields in every row as the heading")
    func realFiles() throws {
        for path in [
            "air/hanoi_pm25_2018_january.csv", "weather/hadong_2018_cleaned.csv", "weather/hadong_2018_isd.csv",
        ] {
            let text = try Fixture.text(path)
            #expect(CSVSeparator.detected(in: text) == .comma)
            let counts = Set(try rows(text).map(\.fields.count))
            #expect(counts.count == 1, "\(path)")
        }
    }

    @Test("no sequence of separators, quotes and line ends is a trap")
    func fuzz() {
        var numbers = SeededNumbers(seed: 4_180)
        let signs: [UInt8] = Array("\",\n\r;ab\t|".utf8) + [0xC3, 0]
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0..<40, using: &numbers)).map { _ in signs.randomElement(using: &numbers)! }
            var reader = CSVReader(utf8: bytes)
            var count = 0
            while let row = try? reader.next() {
                count += 1
                #expect(!row.fields.isEmpty)
            }
            #expect(count <= bytes.count)
        }
    }
}
