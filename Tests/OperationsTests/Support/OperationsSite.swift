// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Operations
import Ports
import TestSupport
import Web

@testable import struct Operations.OperationsFeature

/// Sessions by name: the token is the role.
struct NamedSessions: Sessions {
    func viewer(ofToken token: String) async throws -> Viewer? {
        let role = Role(rawValue: token)
        guard Role.all.contains(role) else { return nil }
        return Viewer(actor: .person(id: token, name: "Nguyễn Thị \(token)"), roles: [role])
    }
}

/// The feature's pages served in this process, with a fake city behind them.
struct OperationsSite {
    let city: FakeCity
    let feature: OperationsFeature
    let site: Site
    let dial: DialClock

    init(
        _ state: FakeCity.State = Sample.city, replaySpeed: Double? = nil, words: [URL] = [],
        permissions: any Permissions = RolesAlone()
    ) throws {
        city = FakeCity(state)
        dial = DialClock(Sample.now)
        feature = try OperationsFeature(
            board: city, desk: city, events: city, changes: city, territories: city, permissions: permissions,
            clock: dial.clock,
            replaySpeed: replaySpeed, logger: .quiet)
        site = try Site(
            city: CityName(vi: "Thành phố Tây Ninh", en: "Tay Ninh City"),
            translations: Translations(folders: [WebFeature.translations, OperationsFeature.translations] + words),
            secret: .random(), clock: dial.clock, assets: .bundled(),
            navigation: OperationsFeature.navigation, sessions: NamedSessions(), live: LiveHub(), logger: .quiet)
    }

    func test<Value: Sendable>(_ body: @Sendable (Browser) async throws -> Value) async throws -> Value {
        let application = Application(responder: SiteResponder(site: site, tables: [feature.routes]), logger: .quiet)
        return try await application.test(.router) { client in try await body(Browser(client: client)) }
    }
}

/// A browser of somebody with a role, in a language.
struct Browser: Sendable {
    let client: any TestClientProtocol

    func get(_ path: String, as role: Role? = .operator, language: Language = .vi) async throws -> TestResponse {
        try await client.execute(
            uri: path, method: .get,
            headers: [.cookie: Self.cookies(role), .acceptLanguage: language.rawValue])
    }

    /// Sends a form the way a browser does: with the token and cookie of the page it stands on.
    func post(
        _ path: String, _ fields: [String: String], as role: Role = .operator, token: String? = nil
    ) async throws -> TestResponse {
        var form = try await open(path, as: role)
        if let token { form.token = token }
        return try await form.send(fields)
    }

    /// The form of a page, to be sent now or later.
    func open(_ path: String, as role: Role = .operator) async throws -> OpenForm {
        let page = try await get(path, as: role)
        let cookie = page.headers[values: .setCookie].first { $0.hasPrefix("form=") }?.prefix { $0 != ";" } ?? ""
        let token = page.text.firstMatch(of: /name="form-token" value="([^"]*)"/)?.1 ?? ""
        return OpenForm(
            client: client, path: path, cookies: "\(Self.cookies(role)); \(cookie)", token: String(token))
    }

    private static func cookies(_ role: Role?) -> String { role.map { "session=\($0.rawValue)" } ?? "none=1" }
}

/// A form somebody has before them.
struct OpenForm: Sendable {
    let client: any TestClientProtocol
    let path: String
    let cookies: String
    var token: String

    func send(_ fields: [String: String]) async throws -> TestResponse {
        var all = fields
        all["form-token"] = token
        let body = all.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
        return try await client.execute(
            uri: path, method: .post,
            headers: [
                .cookie: cookies, .contentType: "application/x-www-form-urlencoded", .acceptLanguage: "vi",
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
}

extension String {
    /// Keys that found no words.
    var rawKeys: [String] { matches(of: /\[[a-z-]+(\.[a-z0-9-]+)+\]/).map { String($0.0) } }
}

extension Logger {
    static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
}
