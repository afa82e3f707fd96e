// SPDX-License-Identifier: Apache-2.0

package import Hummingbird
package import HummingbirdCore
package import NIOCore

extension Site {
    /// The server of this site: a `Service` for the composition root's group.
    ///
    /// - Parameters:
    ///   - port: 0 takes any free port; `onRunning` is told which.
    ///   - server: What speaks on a connection; plain HTTP/1.1 when `nil`.
    package func application(
        _ tables: [RouteTable], host: String = "127.0.0.1", port: Int = 8080, limits: RequestLimits = RequestLimits(),
        server: HTTPServerBuilder? = nil,
        onRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
    ) -> Application<SiteResponder> {
        Application(
            responder: SiteResponder(site: self, tables: tables),
            server: server ?? .http1(configuration: Self.connection(limits)),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: onRunning,
            logger: logger)
    }

    /// What a connection may send, and how slowly.
    package static func connection(_ limits: RequestLimits = RequestLimits()) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestDeadline(limits)],
            // Ends connections that send nothing; an answer being written is left alone.
            idleTimeout: limits.idleTime,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100))
    }
}
