// SPDX-License-Identifier: Apache-2.0

import Basics

/// How much one network address may ask of the site, so that nobody takes all
/// of it. An office behind one address fits; this machine itself is not counted.
final class Pace: Sendable {
    private let requests: RateLimiter?
    private let writes: RateLimiter?

    /// - Parameters:
    ///   - requestsPerMinute: Zero sets no limit. Forms have a tenth of it.
    ///   - clock: The machine's: a replayed hour is no hour of the sender.
    init(requestsPerMinute: Int, clock: Clock = .machine) {
        guard requestsPerMinute > 0 else { (requests, writes) = (nil, nil); return }
        requests = RateLimiter(attempts: requestsPerMinute, per: .minutes(1), clock: clock)
        writes = RateLimiter(attempts: max(1, requestsPerMinute / 10), per: .minutes(1), clock: clock)
    }

    func allowsRequest(by context: WebContext) -> Bool { Self.allows(requests, context) }

    func allowsWrite(by context: WebContext) -> Bool { Self.allows(writes, context) }

    private static func allows(_ limiter: RateLimiter?, _ context: WebContext) -> Bool {
        guard let limiter, let network = context.countedNetwork else { return true }
        return limiter.allows(network)
    }
}

extension WebContext {
    /// What counts as one sender where too much is refused: a network address,
    /// or nothing for this machine itself and where no address is known.
    package var countedNetwork: String? {
        isLoopback || clientAddress.isEmpty ? nil : NetworkAddress.network(of: clientAddress)
    }
}
