// SPDX-License-Identifier: Apache-2.0

import Environment
import Testing

@Suite("Reading numbers")
struct NumberFormatTests {
    @Test(
        "what is a number",
        arguments: [
            (NumberFormat.either, "31.4", 31.4), (.either, "31,4", 31.4), (.either, "-0,5", -0.5), (.either, "+12", 12),
            (.either, " 7 ", 7), (.either, "1.234,5", 1234.5), (.either, "1,234.5", 1234.5),
            (.either, "1.234.567", 1_234_567), (.either, "1,234", 1.234), (.either, "6.02e23", 6.02e23),
            (.either, "1E-3", 0.001), (.either, ".5", 0.5), (.either, "5.", 5), (.either, "0,1", 0.1),
            (.point, "1,234.5", 1234.5), (.point, "1,234", 1234), (.point, "-999.0", -999),
            (.comma, "1.234,5", 1234.5), (.comma, "1.234", 1234), (.comma, "1 234,5", 1234.5),
            (.comma, "12,5", 12.5), (.point, "123456789012345678", 123_456_789_012_345_680),
            (.point, "0.1234567890123456789", 0.12345678901234568),
        ])
    func numbers(format: NumberFormat, text: String, expected: Double) throws {
        #expect(try format.number(in: text) == expected)
    }

    @Test(
        "what is none, and why",
        arguments: [
            (NumberFormat.either, "", NumberError.empty), (.either, "  ", .empty),
            (.either, "NaN", .notFinite), (.either, "-nan", .notFinite), (.either, "Infinity", .notFinite),
            (.either, "-inf", .notFinite), (.either, "1.#IND", .notFinite), (.either, "1,#INF", .notFinite),
            (.either, "1e999", .tooLarge), (.either, "-1e999", .tooLarge),
            (.either, "abc", .notANumber), (.either, "-", .notANumber), (.either, ".", .notANumber),
            (.either, "0x1F", .notANumber), (.either, "1e", .notANumber), (.either, "12mg", .notANumber),
            (.either, "--5", .notANumber), (.either, "e5", .notANumber), (.either, "½", .notANumber),
            (.either, "1.2.3", .unclearSeparators), (.either, "1,23,456", .unclearSeparators),
            (.either, "1.234,5,6", .unclearSeparators), (.point, "12,5", .unclearSeparators),
            (.comma, "12.5", .unclearSeparators), (.point, "1.5.5", .unclearSeparators),
        ])
    func refusals(format: NumberFormat, text: String, error: NumberError) {
        #expect(throws: error) { try format.number(in: text) }
    }

    @Test("every number of one to three decimals is read as the standard library reads it")
    func exactness() throws {
        var numbers = SeededNumbers(seed: 1)
        for _ in 0..<20_000 {
            let whole = Int.random(in: -99_999...99_999, using: &numbers)
            let text = "\(whole).\(Int.random(in: 0...999, using: &numbers))"
            #expect(try NumberFormat.either.number(in: text) == Double(text)!)
        }
    }

    @Test("no bytes are a trap, and no result is infinite")
    func fuzz() {
        var numbers = SeededNumbers(seed: 2)
        let signs = Array("0123456789.,-+eE 'naif#".utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0..<24, using: &numbers)).map { _ in signs.randomElement(using: &numbers)! }
            for format in NumberFormat.allCases {
                if let number = try? format.number(in: String(decoding: bytes, as: UTF8.self)) {
                    #expect(number.isFinite)
                }
            }
        }
    }
}
