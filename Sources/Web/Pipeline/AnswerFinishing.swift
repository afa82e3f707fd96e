// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What every answer gets on its way out.
struct AnswerFinishing: Sendable {
    private let site: Site
    private let security: SecurityHeaders

    init(site: Site) {
        self.site = site
        security = SecurityHeaders(settings: site.settings)
    }

    func callAsFunction(_ response: Response, to request: Request, in context: WebContext) async -> Response {
        var response = response
        if response.headers[.eTag] == nil, response.isTaggable {
            response.headers[.eTag] = await response.contentTag()
        }
        if let tag = response.headers[.eTag], response.status == .ok, request.matches(tag: tag) {
            response = response.asNotModified()
        } else if response.isCompressible {
            response.headers.addVary("Accept-Encoding")
            if request.acceptsGzip { response = await response.compressed() }
        }
        security.add(to: &response, nonce: context.nonce)
        response.headers[.requestID] = context.requestID
        setChoices(in: &response, context)
        return response
    }

    private func setChoices(in response: inout Response, _ context: WebContext) {
        let names = CookieNames(isSecure: site.settings.isSecure)
        if let language = context.chosenLanguage {
            response.setCookie(names.language, language.rawValue, secure: site.settings.isSecure, days: 365)
        }
        if let theme = context.chosenTheme {
            response.setCookie(names.theme, theme.rawValue, secure: site.settings.isSecure, days: 365)
        }
    }
}

extension Response {
    /// Whole answers to a GET may be tagged by their content; pages bring
    /// their own tag, which leaves out what differs each time.
    fileprivate var isTaggable: Bool {
        status == .ok && body.contentLength != nil && headers[.cacheControl]?.contains("no-store") != true
            && headers[.setCookie] == nil
    }

    fileprivate func contentTag() async -> String? {
        guard let bytes = try? await body.collected(), bytes.readableBytes > 0 else { return nil }
        return "\"" + shortDigest(of: Data(bytes.readableBytesView)) + "\""
    }

    /// 304 without the headers that describe a body. The policy for scripts
    /// stays with the stored page: its nonce belongs to that page's markup.
    fileprivate func asNotModified() -> Response {
        var headers = headers
        headers[.contentType] = nil
        headers[.contentLength] = nil
        headers[.contentEncoding] = nil
        return Response(status: .notModified, headers: headers)
    }
}

extension Request {
    fileprivate func matches(tag: String) -> Bool {
        guard method == .get, let asked = headers[.ifNoneMatch] else { return false }
        let bare = tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag
        return asked.split(separator: ",").contains { candidate in
            let text = candidate.trimmingCharacters(in: .whitespaces)
            return text == "*" || text == bare || text == "W/" + bare
        }
    }
}

/// Sixteen bytes of SHA-256, in hexadecimal.
func shortDigest(of data: some DataProtocol) -> String {
    SHA256.hash(data: data).prefix(16).map { byte in
        String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
}
