// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore

/// What stands before an endpoint: who may use it, how much may be sent, and
/// whether a write really comes from a form of this site.
struct RouteGate: HTTPResponder {
    typealias Context = WebContext

    let route: Route
    let addresses: KnownAddresses

    func respond(to request: Request, context: WebContext) async throws -> Response {
        var context = context
        context.answers = route.answer
        context.isOpenToAll = route.policy == .everyone
        do {
            if route.answer == .data, context.path.hasPrefix("/api/"), let token = request.bearerToken {
                try await context.findProgram(with: token)
            } else {
                try await context.findViewer()
            }
            guard route.policy.permits(context.viewer) else {
                guard context.viewer.isSignedIn else { throw WebError.signInNeeded }
                throw route.policy.permits(context.viewer.provedNow) ? WebError.proofNeeded : WebError.forbidden
            }
            context.viewer = context.viewer.acting(by: route.policy)
            if route.writeGuard != .none, !context.site.pace.allowsWrite(by: context) { throw WebError.tooManyRequests }
            switch route.writeGuard {
            case .none: break
            case .formToken: try await receive(request, in: &context)
            case .signedBody: context.body = try await body(of: request, in: context)
            }
            var response = try await response(to: request, in: &context)
            if route.isEmbeddable { response.headers[.embeddable] = "1" }
            if route.answer == .data, route.method == .get, route.policy == .everyone {
                response.headers[.accessControlAllowOrigin] = "*"
            }
            return response
        } catch WebError.signInNeeded where route.answer == .page && route.writeGuard == .formToken {
            return context.redirectToSignIn(fromFormOn: page(ofFormIn: request, context))
        } catch WebError.proofNeeded where route.answer == .page && route.writeGuard == .formToken {
            return context.redirectToProof(fromFormOn: page(ofFormIn: request, context))
        } catch {
            return await context.answer(to: error)
        }
    }

    private func page(ofFormIn request: Request, _ context: WebContext) -> Address? {
        var referrer: String?
        if let text = request.headers[.referer],
            Self.comesFromHere(request, origin: context.site.settings.publicOrigin),
            let host = text.firstRange(of: "://")?.upperBound, let path = text[host...].firstIndex(of: "/")
        {
            referrer = String(text[path...])
        }
        return addresses.page(ofFormSentTo: context.path, referrer: referrer)
    }

    private func response(to request: Request, in context: inout WebContext) async throws -> Response {
        let answers = context.site.sharedAnswers
        guard route.isShared, answers.isKeeping, !context.viewer.isSignedIn, context.flash == nil else {
            return try await route.handler(request, context)
        }
        context.isShared = true
        let isPacked = request.acceptsGzip
        let key = SharedAnswers.Key(
            path: context.path, query: context.rawQuery, language: context.language, theme: context.theme,
            isPacked: isPacked)
        let shared = context
        return try await answers.answer(for: key) {
            var response = try await route.handler(request, shared)
            if route.answer == .data { response.headers[.shared] = "1" }
            if isPacked, response.isCompressible {
                response = await response.compressed()
                response.headers.addVary("Accept-Encoding")
            }
            return response
        }
    }

    private func receive(_ request: Request, in context: inout WebContext) async throws {
        guard Self.comesFromHere(request, origin: context.site.settings.publicOrigin) else {
            throw WebError.formTokenWrong
        }
        let body = try await body(of: request, in: context)
        let type = request.headers[.contentType] ?? ""
        if let form = try FormInput(body, type: type) { context.form = form } else { context.body = body }
        let token = context.form.token ?? request.headers[.formToken] ?? ""
        guard context.site.formTokens.isToken(token, cookie: context.formCookie, session: context.sessionToken) else {
            throw WebError.formTokenWrong
        }
    }

    private func body(of request: Request, in context: WebContext) async throws -> ByteBuffer {
        let limit = route.bodyLimit ?? context.site.settings.formLimit
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw WebError.tooLarge(limit: limit)
        }
        do {
            return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw WebError.tooLarge(limit: limit)
        }
    }

    /// Browsers say where a write comes from; what says nothing is judged by
    /// its token alone.
    private static func comesFromHere(_ request: Request, origin: String) -> Bool {
        if let site = request.headers[.fetchSite] { return site == "same-origin" || site == "none" }
        guard let sender = request.headers[.origin] else { return true }
        if sender == origin { return true }
        guard let host = request.head.authority ?? request.headers[.host] else { return false }
        return sender == "http://\(host)" || sender == "https://\(host)"
    }
}

extension Request {
    /// What follows `Authorization: Bearer` (RFC 6750 section 2.1).
    fileprivate var bearerToken: String? {
        guard let header = headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        return header.dropFirst(7).drop { $0 == " " }.description
    }
}

extension HTTPField.Name {
    /// Marks an answer for `SecurityHeaders`; never leaves the server.
    static let embeddable = HTTPField.Name("X-Embeddable")!
    /// Marks an answer made without a nonce: `1` when it may be kept for
    /// others. Never leaves the server.
    static let shared = HTTPField.Name("X-Shared")!
    static let formToken = HTTPField.Name("X-Form-Token")!
    static let host = HTTPField.Name("Host")!
}
