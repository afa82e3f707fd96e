// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Hummingbird
import Logging

extension WebContext {
    /// Reads from the request what every page needs to know of it.
    mutating func prepare(for request: Request, site: Site) {
        self.site = site
        path = request.uri.path
        requestID = Self.acceptedID(request.headers[.requestID]) ?? randomToken(bytes: 12)
        coreContext.endpointPath.value = nil
        logger[metadataKey: "request"] = .string(requestID)
        logger[metadataKey: "hb.request.id"] = nil
        (clientAddress, isLoopback) = ClientAddress.of(
            request, peer: channel.remoteAddress, proxies: site.settings.proxies)
        rawQuery = request.uri.query ?? ""
        query = FormInput(query: rawQuery)
        nonce = randomToken(bytes: 16)
        livePosition = site.live.position

        let cookies = RequestCookies(request)
        let names = CookieNames(isSecure: site.settings.isSecure)
        sessionToken = cookies[names.session]
        errands = cookies.named(from: names.errand)
        if let known = cookies[names.form], known.utf8.count == 32 {
            formCookie = known
        } else {
            formCookie = randomToken(bytes: 24)
            formCookieIsNew = true
        }
        flash = cookies[names.flash].flatMap { Flash(signed: $0, by: site.formTokens) }
        chosenLanguage = Language(rawValue: query["lang"])
        language =
            chosenLanguage ?? cookies[names.language].flatMap(Language.init(rawValue:))
            ?? Language.preferred(by: request.headers[.acceptLanguage])
        chosenTheme = Theme(rawValue: query["theme"])
        theme = chosenTheme ?? cookies[names.theme].flatMap(Theme.init(rawValue:)) ?? .automatic
    }

    /// What an error should look like where no route says so.
    func expectedAnswer(to request: Request) -> Route.Answer {
        if path.hasPrefix("/api/") || path.hasSuffix(".json") || path.hasSuffix(".csv") { return .data }
        let accepted = request.headers[.accept] ?? ""
        return accepted.contains("json") && !accepted.contains("text/html") ? .data : .page
    }

    /// Looks up who holds the session cookie.
    mutating func findViewer() async throws {
        guard let sessionToken, let sessions = site.sessions else { return }
        viewer = try await sessions.viewer(ofToken: sessionToken) ?? .visitor
        if viewer.isSignedIn { logger[metadataKey: "actor"] = .string(viewer.actor.stored) }
    }

    /// Looks up the program that has `token`. Its cookies, if any, count for
    /// nothing, so that no page can make a browser use them.
    mutating func findProgram(with token: String) async throws {
        guard let known = try await site.tokens?.viewer(ofBearer: token) else { throw WebError.tokenUnknown }
        viewer = known
        logger[metadataKey: "actor"] = .string(viewer.actor.stored)
    }

    /// An identity given by a proxy, when it is short and plain.
    private static func acceptedID(_ text: String?) -> String? {
        guard let text, (8...64).contains(text.utf8.count),
            text.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 122) || $0 == 45 })
        else { return nil }
        return text
    }
}

/// Letters and digits for addresses and cookies, from the system's generator.
package func randomToken(bytes count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    return Data((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }).base64ForAddress
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("X-Request-ID")!
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
