// SPDX-License-Identifier: Apache-2.0

import Basics

/// Where a request comes from.
package struct SignInOrigin: Hashable, Sendable {
    /// The client's network address as text; empty for a command at the machine.
    package let address: String
    /// The browser's own name of itself, at most 200 characters.
    package let userAgent: String

    package init(address: String, userAgent: String) {
        self.address = String(address.tidied().prefix(64))
        self.userAgent = String(userAgent.prefix(400).description.tidied().prefix(200))
    }

    /// A command at the machine itself.
    package static let here = SignInOrigin(address: "", userAgent: "")

    /// What is throttled as one address: an IPv4 address, or the /64 network
    /// of an IPv6 one, which is what a single subscriber is given.
    package var network: String {
        let plain = address.split(separator: "%").first.map(String.init) ?? ""
        guard plain.contains(":") else { return plain }
        if let mapped = plain.lowercased().wholeMatch(of: /::ffff:(\d+\.\d+\.\d+\.\d+)/) { return String(mapped.1) }
        return Self.groups(ofIPv6: plain).prefix(4).joined(separator: ":") + "::/64"
    }

    /// The eight groups, `::` written out, without leading zeros.
    private static func groups(ofIPv6 text: String) -> [String] {
        let halves = text.lowercased().split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
            .map { half in half.split(separator: ":").map(Self.short(_:)) }
        guard halves.count == 2 else { return halves.first ?? [] }
        let missing = max(0, 8 - halves[0].count - halves[1].count)
        return halves[0] + Array(repeating: "0", count: missing) + halves[1]
    }

    private static func short(_ group: Substring) -> String {
        let short = group.drop { $0 == "0" }
        return short.isEmpty ? "0" : String(short)
    }
}
