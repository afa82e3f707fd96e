// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
package import Hummingbird
import Logging

/// Answers every request of a site: gives the request its identity, language
/// and theme, finds the route, and finishes what the route answers (entity
/// tag, compression, security headers, access log, measures).
package struct SiteResponder: HTTPResponder {
    package typealias Context = WebContext

    let site: Site
    private let routes: RouterResponder<WebContext>
    private let finish: AnswerFinishing

    /// - Precondition: No two routes share method and path.
    package init(site: Site, tables: [RouteTable]) {
        self.site = site
        routes = Self.router(of: tables)
        finish = AnswerFinishing(site: site)
    }

    package func respond(to request: Request, context: WebContext) async throws -> Response {
        let startedAt = ContinuousClock.now
        var context = context
        context.prepare(for: request, site: site)
        let isHead = request.method == .head
        let request = isHead ? request.asGet : request

        var response: Response
        do {
            if let asset = site.assets.answer(to: request) ?? site.parts.answer(to: request) {
                response = asset
            } else {
                context.coreContext.endpointPath.value = nil
                response = try await routes.respond(to: request, context: context)
                // Hummingbird answers an unknown address by itself, with no
                // words; every route's own pattern begins with a slash.
                if context.endpointPath?.hasPrefix("/") != true { throw WebError.notFound }
            }
        } catch {
            context.answers = context.expectedAnswer(to: request)
            response = await context.answer(to: error)
        }
        response = await finish(response, to: request, in: context)
        site.httpMeasures.record(
            request, response, route: context.endpointPath, lasting: ContinuousClock.now - startedAt)
        AccessLine(request: request, response: response, context: context, lasting: ContinuousClock.now - startedAt)
            .write(to: context.logger)
        return isHead ? response.createHeadResponse() : response
    }

    private static func router(of tables: [RouteTable]) -> RouterResponder<WebContext> {
        let router = Router(context: WebContext.self)
        var methods: [String: [HTTPRequest.Method]] = [:]
        for route in tables.flatMap(\.routes) {
            router.on(RouterPath(route.path), method: route.method, responder: RouteGate(route: route))
            methods[route.path, default: []].append(route.method)
        }
        // A known address asked in a wrong way is 405, not 404.
        for (path, known) in methods {
            for method: HTTPRequest.Method in [.get, .post, .put, .patch, .delete] where !known.contains(method) {
                router.on(RouterPath(path), method: method, responder: WrongMethod(allowed: known))
            }
        }
        return router.buildResponder()
    }
}

/// Answers a known address that does not know the method.
private struct WrongMethod: HTTPResponder {
    typealias Context = WebContext
    let allowed: [HTTPRequest.Method]

    func respond(to request: Request, context: WebContext) async throws -> Response {
        var context = context
        context.answers = context.expectedAnswer(to: request)
        var response = await context.answer(to: WebError.methodNotAllowed)
        response.headers[.allow] = (allowed + (allowed.contains(.get) ? [.head] : []))
            .map(\.rawValue).joined(separator: ", ")
        return response
    }
}

extension Request {
    /// The same request as a GET: a HEAD is answered like it, without the body.
    fileprivate var asGet: Request {
        var head = head
        head.method = .get
        return Request(head: head, body: body)
    }
}
