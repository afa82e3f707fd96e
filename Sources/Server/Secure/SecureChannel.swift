// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// Connections over TLS, HTTP/2 or HTTP/1.1 as the browser likes. New ones use
/// the certificate that was taken up last.
struct SecureChannel: ServerChildChannel {
    typealias Value = HTTP2UpgradeChannel.Value

    /// The channel made with the newest certificate, shared with who exchanges it.
    final class Current: Sendable {
        private let channel: Mutex<HTTP2UpgradeChannel>
        private let configuration: HTTP2ChannelConfiguration
        private let responder: HTTPChannelHandler.Responder

        init(
            _ certificate: Certificate, _ configuration: HTTP2ChannelConfiguration,
            responder: @escaping HTTPChannelHandler.Responder
        ) throws {
            self.configuration = configuration
            self.responder = responder
            channel = Mutex(
                try HTTP2UpgradeChannel(
                    tlsConfiguration: try certificate.configuration(), configuration: configuration,
                    responder: responder))
        }

        var newest: HTTP2UpgradeChannel { channel.withLock { $0 } }

        /// Uses `certificate` from the next connection on.
        func take(_ certificate: Certificate) throws {
            let fresh = try HTTP2UpgradeChannel(
                tlsConfiguration: try certificate.configuration(), configuration: configuration, responder: responder)
            channel.withLock { $0 = fresh }
        }
    }

    let current: Current
    /// How long the two ends may take to agree on keys.
    let handshakeTime: TimeAmount

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let ready = current.newest.setup(channel: channel, logger: logger)
        do {
            let pipeline = channel.pipeline.syncOperations
            let keys = try pipeline.handler(type: NIOSSLServerHandler.self)
            try pipeline.addHandler(HandshakeDeadline(handshakeTime), position: .after(keys))
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return ready
    }

    func handle(value: Value, logger: Logger) async { await current.newest.handle(value: value, logger: logger) }
}
