// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Web

@Suite("Names of saved files")
struct AttachmentTests {
    @Test(
        "are plain for old browsers and whole for others; no name leaves its place",
        arguments: [
            ("rows.csv", "attachment; filename=\"rows.csv\""),
            ("Trạm.txt", "attachment; filename=\"Tr_m.txt\"; filename*=UTF-8''Tr%E1%BA%A1m.txt"),
            ("a\"; x=\"b", "attachment; filename=\"a_; x=_b\"; filename*=UTF-8''a%22%3B%20x%3D%22b"),
            ("../../etc/passwd", "attachment; filename=\"passwd\""),
            ("C:\\temp\\a.csv", "attachment; filename=\"a.csv\""),
            ("a\r\nSet-Cookie: b=c", "attachment; filename=\"aSet-Cookie: b=c\""),
            ("", "attachment; filename=\"file\"; filename*=UTF-8''file"),
        ])
    func headers(name: String, expected: String) {
        #expect(Attachment.header(named: name) == expected)
    }

    @Test("of any signs stay one line of printable ASCII")
    func anySigns() {
        let name = String(String.UnicodeScalarView((0...0x2070).compactMap(Unicode.Scalar.init)))
        #expect(Attachment.header(named: name).utf8.allSatisfy { (0x20..<0x7F).contains($0) })
    }
}
