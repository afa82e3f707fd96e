// SPDX-License-Identifier: Apache-2.0

import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Web

/// Serves over TLS and takes up an exchanged certificate without a restart.
final class SecureServing: Service {
    private let certificate: Certificate
    private let logger: Logger
    private let look: Duration
    private let current = Mutex<SecureChannel.Current?>(nil)

    /// - Parameter look: How often the files are looked at.
    init(_ certificate: Certificate, logger: Logger, look: Duration = .seconds(10)) {
        self.certificate = certificate
        self.logger = logger
        self.look = look
    }

    /// What speaks on the connections of a site's server.
    func server(_ limits: RequestLimits = RequestLimits()) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            let current = try SecureChannel.Current(
                self.certificate,
                HTTP2ChannelConfiguration(
                    idleTimeout: .seconds(60), gracefulCloseTimeout: .seconds(5),
                    streamConfiguration: Site.connection(limits)),
                responder: responder)
            self.current.withLock { $0 = current }
            return SecureChannel(current: current, handshakeTime: .seconds(10))
        }
    }

    /// Looks at the files until the program ends. A pair that does not fit is
    /// left alone: whoever exchanges two files has one of them in place first.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            var known = self.certificate.mark
            while !Task.isCancelled {
                try? await Task.sleep(for: self.look)
                let mark = self.certificate.mark
                if mark != known, self.takeUp() { known = mark }
            }
        }
    }

    private func takeUp() -> Bool {
        do {
            try current.withLock { $0 }?.take(certificate)
            logger.notice("certificate taken up", metadata: ["file": .string(certificate.chainPath)])
            return true
        } catch {
            logger.warning("certificate not taken up", metadata: ["error": "\(error)"])
            return false
        }
    }
}
