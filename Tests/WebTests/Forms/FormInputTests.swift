// SPDX-License-Identifier: Apache-2.0

import Basics
import NIOCore
import Testing

@testable import Web

@Suite("Forms as they arrive")
struct FormInputTests {
    private func form(_ text: String) throws -> FormInput {
        try #require(try FormInput(ByteBuffer(string: text), type: "application/x-www-form-urlencoded; charset=UTF-8"))
    }

    @Test("texts are composed, trimmed and free of controls; emoji stay")
    func tidied() throws {
        let input = try form(
            "a=+Ho%CC%80a%00+Tha%CC%80nh%0D%0A&b=%F0%9F%8C%8A%F0%9F%91%A9%E2%80%8D%F0%9F%94%AC&c=x&c=&c=y&lines=1%0D%0A2%0D3&s=+a%CC%81+"
        )
        #expect(Array(input["a"].unicodeScalars) == Array("Hòa Thành".unicodeScalars))
        #expect(input["b"] == "🌊👩‍🔬")
        #expect(input.all("c") == ["x", "y"])
        #expect(input.lines("lines") == "1\n2\n3")
        #expect(Array(input.secret("s").unicodeScalars) == Array(" á ".unicodeScalars))
        #expect(input["missing"] == "" && input.value("missing") == nil && !input.isChecked("missing"))
    }

    @Test(
        "numbers and days are read as people write them",
        arguments: [
            ("1,5", 1.5), ("1.5", 1.5), ("-3", -3), ("\u{2212}3", -3), ("1.234,5", nil), ("1e999", nil), ("NaN", nil),
            ("٣", nil), ("", nil), ("0x10", nil),
        ] as [(String, Double?)])
    func decimals(text: String, expected: Double?) throws {
        #expect(FormInput(pairs: [("n", text)], files: []).decimal("n") == expected)
    }

    @Test(
        "a day is ISO or day first",
        arguments: [
            ("2026-12-31", 31), ("31/12/2026", 31), ("1/2/2026", 1), ("31/02/2026", nil), ("2026-1-1", nil),
            ("12/31/2026", nil), ("a/b/c", nil),
        ] as [(String, Int?)])
    func days(text: String, expected: Int?) {
        #expect(FormInput(pairs: [("d", text)], files: []).day("d")?.day == expected)
    }

    @Test("broken bodies are refused", arguments: ["a=%", "a=%2", "a=%zz", "a=%FF%FE", "%C3=1"])
    func broken(text: String) {
        #expect(throws: WebError.unreadableForm) { try form(text) }
    }

    @Test("more fields than any form has are refused")
    func many() {
        #expect(throws: WebError.unreadableForm) { try form(String(repeating: "a=1&", count: 3_000)) }
    }

    @Test("a query that cannot be decoded is empty, not an error")
    func query() {
        #expect(FormInput(query: "lang=%FF")["lang"] == "")
        #expect(FormInput(query: "lang=en&q=a%2Bb+c")["q"] == "a+b c")
    }

    @Test("other content is no form")
    func other() throws {
        #expect(try FormInput(ByteBuffer(string: "{}"), type: "application/json") == nil)
        #expect(try FormInput(ByteBuffer(), type: "") == nil)
    }
}

@Suite("Forms with files")
struct MultipartFormTests {
    private static let body =
        "preamble\r\n--B x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nHo\u{0300}a\r\n--B x\r\n"
        + "content-disposition: FORM-DATA; name=file; filename=\"../../etc/pa\\\"sswd\"\r\nContent-Type: text/plain\r\n"
        + "X-Other: y\r\n\r\nline\r\n--B\r\n\r\n--B x\r\n"
        + "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n\r\n--B x--\r\n"

    private func parse(_ bytes: [UInt8]) throws -> FormInput {
        try #require(try FormInput(ByteBuffer(bytes: bytes), type: "multipart/form-data; boundary=\"B x\""))
    }

    @Test("fields and files are taken apart; a file's name is never a path")
    func whole() throws {
        let input = try parse(Array(Self.body.utf8))
        #expect(input["a"] == "Hòa")
        let file = try #require(input.file("file"))
        #expect(file.name == "pa\"sswd")
        #expect(file.type == "text/plain")
        #expect(String(buffer: file.bytes) == "line\r\n--B\r\n")
        #expect(input.files.count == 1)
    }

    @Test("a body cut anywhere is refused, never half-read")
    func truncated() throws {
        let bytes = Array(Self.body.utf8)
        // The last four bytes, the end's dashes and line end, may be missing in part.
        for length in 0..<(bytes.count - 4) {
            #expect(throws: WebError.unreadableForm) { try parse(Array(bytes[..<length])) }
        }
    }

    @Test("any bytes give a form or a refusal")
    func fuzz() throws {
        var generator = SeededGenerator(state: 20_261_123)
        let bytes = Array(Self.body.utf8)
        for _ in 0..<3_000 {
            var mutant = bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<mutant.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: mutant[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: mutant.remove(at: place)
                default: mutant.insert(contentsOf: mutant[place..<min(mutant.count, place + 9)], at: place)
                }
            }
            do { _ = try parse(mutant) } catch let error as WebError { #expect(error == .unreadableForm) }
        }
    }

    @Test(
        "a missing or monstrous boundary is refused",
        arguments: [
            "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
        ])
    func boundaries(type: String) {
        #expect(throws: WebError.unreadableForm) { try FormInput(ByteBuffer(string: "--\r\n"), type: type) }
    }
}
