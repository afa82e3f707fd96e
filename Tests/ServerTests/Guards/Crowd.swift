// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Web

/// People of every role with a browser each; a session's token is the role.
struct Crowd: Sendable {
    static let noRole = "no-role"
    /// An administrator who signed in this morning.
    static let longSignedIn = "long-signed-in"
    /// Somebody from outside the staff, who signed in at a provider.
    static let citizen = "citizen"

    /// Somebody: a visitor, an account without any role, one of each role, and
    /// a citizen; all proved just now who they are.
    static let everybody: [(name: String?, viewer: Viewer)] =
        [(nil, .visitor), (noRole, person([]))] + Role.all.map { ($0.rawValue, person([$0])) } + [
            (citizen, Viewer(citizen: .person(id: "x", name: "x"), provedAge: .zero))
        ]

    static func person(
        _ roles: Set<Role>, id: String = "x", name: String = "x", provedAge: Duration = .zero
    ) -> Viewer {
        var viewer = Viewer(actor: .person(id: id, name: name), roles: roles)
        viewer.provedAge = provedAge
        return viewer
    }

    let client: any TestClientProtocol

    func ask(
        _ method: HTTPRequest.Method = .get, _ address: String, as name: String? = nil, form: String? = nil,
        cookie: String? = nil, headers: HTTPFields = [:], type: String = "application/x-www-form-urlencoded"
    ) async throws -> TestResponse {
        var headers = headers
        headers[.acceptLanguage] = "vi"
        let cookies = [name.map { "session=\($0)" }, cookie].compactMap(\.self)
        if !cookies.isEmpty { headers[.cookie] = cookies.joined(separator: "; ") }
        if form != nil { headers[.contentType] = type }
        return try await client.execute(
            uri: address, method: method, headers: headers, body: form.map { ByteBuffer(string: $0) })
    }

    /// A token as it stands in forms for `name`, and the cookie it belongs to.
    func token(of name: String?) async throws -> (token: String, cookie: String) {
        let page = try await ask(.get, name == nil ? "/sign-in" : "/design", as: name)
        let cookie = page.headers[values: .setCookie].first { $0.hasPrefix("form=") }?.prefix { $0 != ";" } ?? ""
        let token = page.text.firstMatch(of: /name="form-token" value="([^"]+)"/).map { String($0.1) } ?? ""
        return (token, String(cookie))
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
