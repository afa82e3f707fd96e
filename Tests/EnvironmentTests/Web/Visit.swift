// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Web

/// Somebody with a browser; the session's name is the role.
struct Visit: Sendable {
    let client: any TestClientProtocol

    func get(
        _ path: String, as role: String? = nil, language: Language = .vi, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        headers[.acceptLanguage] = language.rawValue
        if let role { headers[.cookie] = "session=\(role)" }
        return try await client.execute(uri: path, method: .get, headers: headers)
    }

    func json(_ path: String) async throws -> [String: Any] {
        let answer = try await get(path)
        return try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any] ?? [:]
    }

    /// Every item of a list, by its `next`.
    func walk(_ path: String) async throws -> [[String: Any]] {
        var items: [[String: Any]] = []
        var next: String? = path
        while let address = next {
            let page = try await json(address)
            items += page["items"] as? [[String: Any]] ?? []
            next = page["next"] as? String
        }
        return items
    }

    /// Sends a form as a browser does, with the token of the page it stands on.
    func post(
        _ path: String, _ fields: [String: String], from page: String? = nil, as role: String, token: String? = nil
    ) async throws -> TestResponse {
        let form = try await get(page ?? path, as: role)
        let cookie = form.headers[values: .setCookie].first { $0.hasPrefix("form=") }?.prefix { $0 != ";" } ?? ""
        var all = fields
        all["form-token"] =
            token ?? form.text.firstMatch(of: /name="form-token" value="([^"]*)"/).map { String($0.1) } ?? ""
        let body = all.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
        return try await client.execute(
            uri: path, method: .post,
            headers: [
                .cookie: "session=\(role); \(cookie)", .contentType: "application/x-www-form-urlencoded",
                .acceptLanguage: "vi",
            ], body: ByteBuffer(string: body))
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    /// Keys that found no words.
    var rawKeys: [String] { text.matches(of: /\[[a-z-]+(\.[a-z0-9-]+)+\]/).map { String($0.0) } }
}
