// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// `/health/live`, `/health/ready` and `/metrics`, for whoever keeps the
/// platform running.
enum HealthRoutes {
    static let table = RouteTable(
        "health",
        [
            .get("/health/live", .everyone, answers: .data) { _, context in
                context.json(Health(status: "live", checks: [:]))
            },
            .get("/health/ready", .everyone, answers: .data) { _, context in await readiness(in: context) },
            .get("/metrics", .everyone, answers: .data) { request, context in try metrics(request, context) },
        ])

    private static func readiness(in context: WebContext) async -> Response {
        var checks: [String: String] = [:]
        var isReady = true
        for check in context.site.readiness {
            do {
                try await check.check()
                checks[check.name] = "ok"
            } catch {
                checks[check.name] = "failing"
                if check.isVital { isReady = false }
                context.logger.warning(
                    "not ready", metadata: ["check": .string(check.name), "detail": .string("\(error)")])
            }
        }
        let isWhole = !checks.values.contains("failing")
        var response = context.json(
            Health(status: isReady ? (isWhole ? "ready" : "impaired") : "not-ready", checks: checks),
            status: isReady ? .ok : .serviceUnavailable)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// Compares digests: the time taken tells nothing of where two texts differ.
    private static func areEqual(_ one: String, _ other: String) -> Bool {
        SHA256.hash(data: Data(one.utf8)) == SHA256.hash(data: Data(other.utf8))
    }

    /// Open to this machine; to others with the settings' token as `Bearer`.
    private static func metrics(_ request: Request, _ context: WebContext) throws -> Response {
        let token = context.site.settings.metricsToken
        let shown = request.headers[.authorization] ?? ""
        let isKnown = token.map { Self.areEqual(shown, "Bearer \($0)") } ?? false
        guard context.isLoopback || isKnown else { throw WebError.notFound }
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: context.site.measures.text)))
    }
}

private struct Health: Encodable {
    let status: String
    let checks: [String: String]
}
