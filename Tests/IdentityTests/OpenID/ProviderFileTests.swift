// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Identity

@Suite("The file of identity providers")
struct ProviderFileTests {
    private func list(_ json: String) throws -> [OpenIDProvider] {
        try OpenIDProvider.list(in: Data(json.utf8), beside: URL(fileURLWithPath: "/nowhere"))
    }

    private static func entry(_ more: String, id: String = "tinh", issuer: String = "https://id.example.vn") -> String {
        #"{"id": "\#(id)", "name": "Cổng của tỉnh", "issuer": "\#(issuer)", "client-id": "vamco", "client-authentication": "none"\#(more)}"#
    }

    @Test("gives providers in its order, with what is usual where it says nothing")
    func usual() throws {
        let found = try list("[\(Self.entry("")), \(Self.entry(#", "claims": "national""#, id: "hai"))]")
        #expect(found.map(\.id) == ["tinh", "hai"] && found.map(\.claims) == ["standard", "national"])
        #expect(found[0].scopes == ["openid"] && found[0].level == .low && found[0].proof == .none)
    }

    @Test(
        "is refused with what is wrong where a provider could not work as it is written",
        arguments: [
            (Self.entry(#", "claims": "natonal""#), "national or standard as claims of tinh"),
            (Self.entry(#", "level": "sure""#), "low, medium or high"),
            (Self.entry(#", "scopes": ["email"]"#), "openid among the scopes"),
            (Self.entry(#", "secret": "x""#), "no such entry"),
            (Self.entry("", issuer: "http://id.example.vn"), "https://"),
            (Self.entry("", id: "Tỉnh"), "small letters"),
            (Self.entry("", id: "email"), "another id than email"),
            (Self.entry("") + "," + Self.entry(""), "there twice"),
            (#"{"id": "tinh"}"#, "name is missing"),
        ])
    func refused(entries: String, words: String) {
        let problem = #expect(throws: OpenIDProvider.FileProblem.self) { try list("[\(entries)]") }
        #expect(problem?.description.contains(words) == true, "\(problem?.description ?? "taken")")
    }
}
