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
    private let addresses: KnownAddresses
    private let finish: AnswerFinishing

    /// - Precondition: No two routes share method and path.
    package init(site: Site, tables: [RouteTable]) {
        self.site = site
        addresses = KnownAddresses(tables)
        routes = Self.router(of: tables, addresses)
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
                guard site.pace.allowsRequest(by: context) else { throw WebError.tooManyRequests }
                context.coreContext.endpointPath.value = nil
                response = try await answered(
                    routes.respond(to: request, context: context), to: request, in: context)
            }
        } catch {
            context.answers = context.expectedAnswer(to: request)
            response = await context.answer(to: error)
        }
        if response.status == .methodNotAllowed || request.method == .options {
            let methods = addresses.methods(at: context.path).map(\.rawValue)
            if !methods.isEmpty { response.headers[.allow] = methods.joined(separator: ", ") }
        }
        response = await finish(response, to: request, in: context)
        // HTTP/2 knows no such header: the request's own stream ends anyhow (RFC 9113, 8.2.2).
        if context.isMultiplexed { response.headers[.connection] = nil }
        site.httpMeasures.record(
            request, response, route: context.endpointPath, lasting: ContinuousClock.now - startedAt)
        AccessLine(request: request, response: response, context: context, lasting: ContinuousClock.now - startedAt)
            .write(to: context.logger)
        return isHead ? response.createHeadResponse() : response
    }

    /// Hummingbird answers what it does not know by itself, with no words; the
    /// pattern of every route begins with a slash.
    ///
    /// - Throws: `WebError.notFound`, `.methodNotAllowed`.
    private func answered(_ response: Response, to request: Request, in context: WebContext) throws -> Response {
        if context.endpointPath?.hasPrefix("/") == true { return response }
        let methods = addresses.methods(at: context.path)
        guard !methods.isEmpty else { throw WebError.notFound }
        guard request.method == .options else { throw WebError.methodNotAllowed }
        return Response(status: .noContent)
    }

    private static func router(of tables: [RouteTable], _ addresses: KnownAddresses) -> RouterResponder<WebContext> {
        let router = Router(context: WebContext.self)
        for route in tables.flatMap(\.routes) {
            router.on(
                RouterPath(route.path), method: route.method, responder: RouteGate(route: route, addresses: addresses))
        }
        return router.buildResponder()
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
