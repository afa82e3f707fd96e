// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Testing

@Suite("Text, identities and cursors")
struct TextTests {
    @Test(
        "what people type finds what is meant",
        arguments: [
            ("Phường Hòa Thành", "phuong hoa thanh"), ("Hoà", "hoa"),
            ("Đường Cách Mạng Tháng 8", "duong cach mang thang 8"),
            ("ĐẶNG  –  Ưng", "dang ung"), ("PM2,5", "pm2 5"), ("🌧️", ""), ("Nguye\u{0302}\u{0303}n", "nguyen"),
        ])
    func searchKey(text: String, key: String) {
        #expect(text.searchKey == key)
    }

    @Test("text is kept in form C, trimmed, without control signs")
    func tidied() {
        #expect("  Nguye\u{0302}\u{0303}n\u{0000}\n ".tidied() == "Nguyễn")
        #expect("a\nb".tidied(lines: true) == "a\nb")
    }

    @Test("form C is Foundation's form C for every sign beside every mark and letter that could join it")
    func formC() {
        let neighbours: [Unicode.Scalar] = [
            "a", "o", "\u{300}", "\u{301}", "\u{302}", "\u{306}", "\u{309}", "\u{31B}", "\u{323}", "\u{338}", "\u{345}",
            "ư",
            "ệ", "–", "\u{1100}", "\u{1161}", "\u{11A8}", "\u{5D0}", "\u{9C7}", "🌧",
        ]
        for value in UInt32(0)..<0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for neighbour in neighbours {
                for pair in [[scalar, neighbour], [neighbour, scalar]] {
                    var view = String.UnicodeScalarView()
                    view.append(contentsOf: pair)
                    let text = String(view)
                    let isSame = text.nfc.utf8.elementsEqual(text.precomposedStringWithCanonicalMapping.utf8)
                    #expect(isSame, "U+\(String(value, radix: 16)) beside U+\(String(neighbour.value, radix: 16))")
                }
            }
        }
    }

    @Test("identities sort by the moment they were made and are read back")
    func identities() throws {
        enum Thing {}
        let first = Identifier<Thing>(at: Instant(seconds: 1_000))
        let second = Identifier<Thing>(at: Instant(seconds: 1_001))

        #expect(first < second)
        #expect(Identifier<Thing>(first.description.uppercased()) == first)
        #expect(Identifier<Thing>("not-an-identity") == nil)
        #expect(first.description.dropFirst(14).first == "7")
    }

    @Test(
        "a cursor survives its way through an address", arguments: [["5"], ["", "đ/?&="], ["2026", "00000000-0000"]])
    func cursors(parts: [String]) throws {
        let text = Cursor(parts).encoded

        #expect(text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        #expect(Cursor(encoded: text)?.parts == parts)
        #expect(Cursor(encoded: "%%%") == nil)
    }

    @Test("a page knows that there is a next one by the row too many")
    func pages() {
        let page = Page(rows: [1, 2, 3], limit: 2) { Cursor([String($0)]) }

        #expect(page.items == [1, 2])
        #expect(page.next == Cursor(["2"]))
        #expect(Page(rows: [1, 2], limit: 2) { Cursor([String($0)]) }.next == nil)
    }

    @Test("places outside the Earth and numbers that are none are refused")
    func places() {
        #expect(GeoPoint(latitude: 91, longitude: 0) == nil)
        #expect(GeoPoint(latitude: .nan, longitude: 0) == nil)
        #expect(GeoPoint(latitude: 11.3, longitude: 106.1) != nil)
    }
}
