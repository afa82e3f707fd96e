// SPDX-License-Identifier: Apache-2.0

import Basics
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
