// SPDX-License-Identifier: Apache-2.0

import Letters
import Testing

@Suite("E-mail addresses")
struct EmailAddressTests {
    @Test(
        "are taken as people type them, and kept in one form",
        arguments: [
            ("an@example.vn", "an@example.vn"), ("  Nguyen.Van.An@Example.VN ", "nguyen.van.an@example.vn"),
            ("an+hoso@mail.tayninh.gov.vn", "an+hoso@mail.tayninh.gov.vn"), ("o'neil@a-b.vn", "o'neil@a-b.vn"),
            ("12345@qq.com", "12345@qq.com"),
        ])
    func taken(typed: String, kept: String) {
        #expect(EmailAddress(typed)?.text == kept)
    }

    @Test(
        "that no mail server takes are refused, and whatever could end a line or begin an option",
        arguments: [
            "", "an", "an@", "@example.vn", "an@example", "an@@example.vn", "an@example..vn", "an@-a.vn", "an@a-.vn",
            ".an@example.vn", "an.@example.vn", "a..n@example.vn", "an@example.vn\r\nBcc: all@example.vn",
            "an@example.vn\nDATA", "an example@a.vn", "an@exa mple.vn", "\"an\"@example.vn",
            "an@example.vn,b@example.vn",
            "<an@example.vn>", "ân@example.vn", "an@ví-dụ.vn", "an@[127.0.0.1]", "an@example.vn\u{0}",
            String(repeating: "a", count: 65) + "@example.vn",
            "a@" + String(repeating: "b", count: 64) + ".vn",
            "a@" + Array(repeating: "bbbbbbbbb", count: 30).joined(separator: "."), "an@example.vn>", "😀@example.vn",
        ])
    func refused(typed: String) {
        #expect(EmailAddress(typed) == nil)
    }
}
