// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Web

@Suite("Addresses")
struct AddressTests {
    @Test(
        "a part can neither leave its place nor add a query",
        arguments: [
            ("TNI001", "TNI001"), ("..", "%2E%2E"), (".", "%2E"), ("a/b", "a%2Fb"), ("a?b=c#d", "a%3Fb%3Dc%23d"),
            ("Tây Ninh", "T%C3%A2y%20Ninh"), ("a.b", "a.b"), ("\"><script>", "%22%3E%3Cscript%3E"),
            ("%2e%2e", "%252e%252e"),
            ("a\r\nb", "a%0D%0Ab"), ("\\", "%5C"),
        ])
    func parts(code: String, expected: String) {
        #expect(Address("/stations/\(code)/edit").text == "/stations/\(expected)/edit")
    }

    @Test("pairs are added to the query, encoded; nothing is added for nil")
    func query() {
        let address = Address("/a").with("q", "x&y=z").with("none", nil as String?).with("p", "ơ")
        #expect(address.text == "/a?q=x%26y%3Dz&p=%C6%A1")
    }

    @Test(
        "a stored address must lie on this server",
        arguments: [
            "//evil.example", "https://evil.example", "javascript:alert(1)", "/a b", "/\\evil", "", "a", "/a\nb",
        ])
    func local(text: String) {
        #expect(Address(local: text) == nil)
    }

    @Test(
        "an address outside is http or https",
        arguments: ["javascript:alert(1)", "data:text/html,x", "/a", "https://a b"])
    func outside(text: String) {
        #expect(Address(outside: text) == nil)
        #expect(Address(outside: "https://example.org/ok") != nil)
    }
}
