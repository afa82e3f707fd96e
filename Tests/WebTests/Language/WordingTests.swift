// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Web

@Suite("Wording")
struct WordingTests {
    let vi = Wording(Translations.sample, language: .vi, zone: .vietNam)
    let en = Wording(Translations.sample, language: .en, zone: .vietNam)

    @Test(
        "numbers are written in each language's way",
        arguments: [
            (1_234.5, 1, "1.234,5", "1,234.5"), (0, 0, "0", "0"), (-0.04, 1, "0,0", "0.0"),
            (-3, 0, "\u{2212}3", "\u{2212}3"),
            (109.5, 0, "110", "110"), (2.675, 2, "2,68", "2.68"), (0.5, 0, "1", "1"), (999.95, 1, "1.000,0", "1,000.0"),
            (1_000_000, 0, "1.000.000", "1,000,000"), (0.00001, 2, "0,00", "0.00"),
            (1e18, 0, "1.000.000.000.000.000.000", "1,000,000,000,000,000,000"),
            (.infinity, 1, "–", "–"), (.nan, 0, "–", "–"), (12.0, 3, "12,000", "12.000"),
        ])
    func numbers(value: Double, decimals: Int, vietnamese: String, english: String) {
        #expect(vi.text(of: value, decimals: decimals) == vietnamese)
        #expect(en.text(of: value, decimals: decimals) == english)
    }

    @Test("days and moments are the zone's")
    func moments() throws {
        let moment = try #require(Instant(iso8601: "2026-12-31T23:30:00Z"))
        #expect(vi.text(of: moment, .minute) == "01/01/2027 06:30")
        #expect(en.text(of: moment, .date) == "1 Jan 2027")
        #expect(vi.text(of: moment, .clock) == "06:30")
    }

    @Test("a count picks its word")
    func counts() {
        #expect(en.text(of: Message("sample.files", ["count": .count(1)])) == "1 file")
        #expect(en.text(of: Message("sample.files", ["count": .count(0)])) == "0 files")
        #expect(en.text(of: Message("sample.files", ["count": .count(2_000)])) == "2,000 files")
    }

    @Test("a key without words is shown in brackets, a place without an argument stays")
    func missing() {
        #expect(vi.text(of: Message("no.such-key")) == "[no.such-key]")
        #expect(vi.text(of: Message("sample.hello")) == "Xin chào {name} & bạn")
    }

    @Test(
        "a browser's languages are weighed; Vietnamese unless English is ranked above it",
        arguments: [
            (nil, .vi), ("", .vi), ("vi-VN,vi;q=0.9,en;q=0.8", .vi), ("en-US,en;q=0.9", .en),
            ("en;q=0.5, vi;q=0.9", .vi),
            ("en, vi", .vi), ("fr-FR", .vi), ("en;q=abc", .en), ("english", .vi), ("EN-gb", .en),
        ] as [(String?, Language)])
    func preference(header: String?, expected: Language) {
        #expect(Language.preferred(by: header) == expected)
    }
}
