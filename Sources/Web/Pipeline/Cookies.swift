// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
package import Hummingbird

/// Names of the site's cookies. `__Host-` binds a cookie to this host and to
/// TLS; it is left out only where the public address is plain http.
struct CookieNames: Sendable {
    let session: String
    let form: String
    let flash: String
    let language: String
    let theme: String
    /// What an errand's own name follows.
    let errand: String

    init(isSecure: Bool) {
        let prefix = isSecure ? "__Host-" : ""
        session = prefix + "session"
        form = prefix + "form"
        flash = prefix + "flash"
        language = prefix + "lang"
        theme = prefix + "theme"
        errand = prefix + "errand-"
    }
}

/// The cookies a browser sent; the first of a name counts.
struct RequestCookies {
    private var values: [Substring: Substring] = [:]

    init(_ request: Request) {
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let trimmed = pair.drop { $0 == " " }
                guard let equals = trimmed.firstIndex(of: "=") else { continue }
                let name = trimmed[..<equals]
                if values[name] == nil { values[name] = trimmed[trimmed.index(after: equals)...] }
            }
        }
    }

    subscript(name: String) -> String? { values[name[...]].map(String.init) }

    /// The cookies whose names begin with `prefix`, by the rest of their names.
    func named(from prefix: String) -> [String: String] {
        var found: [String: String] = [:]
        for (name, value) in values where name.hasPrefix(prefix) {
            found[String(name.dropFirst(prefix.count))] = String(value)
        }
        return found
    }
}

extension Response {
    /// Sets one of the site's own cookies: host-only, for every path, `Lax`.
    mutating func setCookie(
        _ name: String, _ value: String, secure: Bool, days: Int? = nil, seconds: Int? = nil, script: Bool = false
    ) {
        var text = "\(name)=\(value); Path=/; SameSite=Lax"
        if let age = seconds ?? days.map({ $0 * 86_400 }) { text += "; Max-Age=\(age)" }
        if secure { text += "; Secure" }
        if !script { text += "; HttpOnly" }
        headers.append(HTTPField(name: .setCookie, value: text))
    }
}

extension WebContext {
    /// `response`, with the browser now holding the session `token`.
    ///
    /// - Parameter lasting: How long the browser keeps it; `nil` until it is closed.
    package func starting(session token: String, lasting: Duration? = nil, in response: Response) -> Response {
        var response = response
        let secure = site.settings.isSecure
        response.setCookie(
            CookieNames(isSecure: secure).session, token, secure: secure,
            seconds: lasting.map { Int($0.components.seconds) })
        return response
    }

    /// `response`, with the browser forgetting its session, the pages it kept
    /// and what pages noted in it.
    package func endingSession(in response: Response) -> Response {
        var response = response
        let secure = site.settings.isSecure
        response.setCookie(CookieNames(isSecure: secure).session, "", secure: secure, seconds: 0)
        response.headers[.clearSiteData] = "\"cache\", \"storage\""
        return response
    }
}

extension HTTPField.Name {
    static let clearSiteData = HTTPField.Name("Clear-Site-Data")!
}
