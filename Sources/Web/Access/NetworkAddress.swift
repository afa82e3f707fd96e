// SPDX-License-Identifier: Apache-2.0

/// What of a network address belongs to one subscriber.
package enum NetworkAddress {
    /// An IPv4 address itself, or the /64 network of an IPv6 one, which is what
    /// a single subscriber is given: `2001:db8:1:2::/64`.
    package static func network(of address: String) -> String {
        let plain = address.split(separator: "%").first.map(String.init) ?? ""
        guard plain.contains(":") else { return plain }
        if let mapped = plain.lowercased().wholeMatch(of: /::ffff:(\d+\.\d+\.\d+\.\d+)/) { return String(mapped.1) }
        return groups(ofIPv6: plain).prefix(4).joined(separator: ":") + "::/64"
    }

    /// Whether `address` is this machine itself.
    package static func isLoopback(_ address: String) -> Bool { address == "::1" || address.hasPrefix("127.") }

    /// The eight groups, `::` written out, without leading zeros.
    private static func groups(ofIPv6 text: String) -> [String] {
        let halves = text.lowercased().split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
            .map { half in half.split(separator: ":").map(short(_:)) }
        guard halves.count == 2 else { return halves.first ?? [] }
        let missing = max(0, 8 - halves[0].count - halves[1].count)
        return halves[0] + Array(repeating: "0", count: missing) + halves[1]
    }

    private static func short(_ group: Substring) -> String {
        let short = group.drop { $0 == "0" }
        return short.isEmpty ? "0" : String(short)
    }
}
