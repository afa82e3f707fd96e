// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore

/// Whose request it is, by network address.
enum ClientAddress {
    /// The address of the browser, and whether it is this very machine.
    ///
    /// `X-Forwarded-For` is believed from listed proxies only, and read from
    /// its end: the last address that is no proxy of ours. A request that was
    /// forwarded never counts as this machine.
    static func of(
        _ request: Request, peer: SocketAddress?, proxies: Set<String>
    ) -> (text: String, isLoopback: Bool) {
        var direct = peer?.ipAddress ?? ""
        // A socket for both kinds of address shows IPv4 ones inside IPv6.
        if direct.hasPrefix("::ffff:"), direct.contains(".") { direct.removeFirst(7) }
        guard let forwarded = request.headers[.forwardedFor] else { return (direct, NetworkAddress.isLoopback(direct)) }
        guard proxies.contains(direct) else { return (direct, false) }
        let chain = forwarded.split(separator: ",").map { String($0.filter { $0 != " " }) }
        return (chain.last { !proxies.contains($0) } ?? direct, false)
    }
}
