// SPDX-License-Identifier: Apache-2.0

package import Hummingbird
import HummingbirdCore
package import NIOCore

extension Site {
    /// The server of this site: a `Service` for the composition root's group.
    ///
    /// - Parameters:
    ///   - port: 0 takes any free port; `onRunning` is told which.
    package func application(
        _ tables: [RouteTable], host: String = "127.0.0.1", port: Int = 8080,
        onRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
    ) -> Application<SiteResponder> {
        Application(
            responder: SiteResponder(site: self, tables: tables),
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    // Ends connections that send nothing; an answer being written is left alone.
                    idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: onRunning,
            logger: logger)
    }
}
