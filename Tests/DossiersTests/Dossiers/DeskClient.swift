// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore

/// A browser at the desk's pages.
struct DeskAnswer: Sendable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let text: String

    init(_ answer: TestResponse) {
        status = answer.status
        headers = answer.headers
        text = String(buffer: answer.body)
    }
}

extension TestClientProtocol {
    func get(_ path: String, as name: String?) async throws -> DeskAnswer {
        var headers: HTTPFields = [.acceptLanguage: "vi"]
        if let name { headers[.cookie] = "session=\(name)" }
        return DeskAnswer(try await execute(uri: path, method: .get, headers: headers))
    }

    /// Sends a form with a token of the same browser.
    func post(
        _ path: String, _ fields: [String: String] = [:], each: (name: String, values: [String])? = nil,
        as name: String?
    ) async throws -> DeskAnswer {
        let page = try await get("/follow", as: name)
        let cookie = page.headers[values: .setCookie].first { $0.hasPrefix("form=") }?.prefix { $0 != ";" } ?? ""
        let token = page.text.firstMatch(of: /name="form-token" value="([^"]+)"/).map { String($0.1) } ?? ""
        let many = each.map { each in each.values.map { (each.name, $0) } } ?? []
        let pairs = (fields.merging(["form-token": token]) { $1 }.map { ($0, $1) } + many).map { key, value in
            "\(key)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        let cookies = [name.map { "session=\($0)" }, String(cookie)].compactMap(\.self).joined(separator: "; ")
        let headers: HTTPFields = [
            .acceptLanguage: "vi", .cookie: cookies, .contentType: "application/x-www-form-urlencoded",
        ]
        return DeskAnswer(
            try await execute(
                uri: path, method: .post, headers: headers,
                body: ByteBuffer(string: pairs.joined(separator: "&"))))
    }

    /// Sends a form with a file, as a browser does.
    func post(
        _ path: String, _ fields: [String: String], file: (field: String, name: String, bytes: [UInt8]),
        as name: String?
    ) async throws -> DeskAnswer {
        let page = try await get("/follow", as: name)
        let cookie = page.headers[values: .setCookie].first { $0.hasPrefix("form=") }?.prefix { $0 != ";" } ?? ""
        let token = page.text.firstMatch(of: /name="form-token" value="([^"]+)"/).map { String($0.1) } ?? ""
        var body = ByteBuffer()
        for (key, value) in fields.merging(["form-token": token], uniquingKeysWith: { $1 }) {
            body.writeString("--limit\r\nContent-Disposition: form-data; name=\"\(key)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString(
            "--limit\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n")
        body.writeBytes(file.bytes)
        body.writeString("\r\n--limit--\r\n")
        let cookies = [name.map { "session=\($0)" }, String(cookie)].compactMap(\.self).joined(separator: "; ")
        let headers: HTTPFields = [
            .acceptLanguage: "vi", .cookie: cookies, .contentType: "multipart/form-data; boundary=limit",
        ]
        return DeskAnswer(try await execute(uri: path, method: .post, headers: headers, body: body))
    }
}
