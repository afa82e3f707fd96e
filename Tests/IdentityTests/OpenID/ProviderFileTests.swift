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

    @Test("takes a host with the port of https as the host alone")
    func ports() throws {
        let found = try list(
            "[\(Self.entry(#", "hosts": ["Keys.example.vn:443", "other.example.vn:8443"]"#, issuer: "https://id.example.vn:443"))]"
        )
        let provider = try #require(found.first)
        for address in [
            "https://id.example.vn/token", "https://id.example.vn:443/token", "https://keys.example.vn/jwks",
            "https://keys.example.vn:443/jwks", "https://other.example.vn:8443/",
        ] { #expect(provider.admits(address), "\(address)") }
        for address in ["https://id.example.vn:8443/", "https://other.example.vn/", "https://keys.example.vn:80/"] {
            #expect(!provider.admits(address), "\(address)")
        }
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
