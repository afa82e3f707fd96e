// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

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

    /// Whether it comes from this machine, or nobody knows from where.
    var isThisMachine: Bool { address.isEmpty || NetworkAddress.isLoopback(address) }

    /// What is throttled as one address.
    package var network: String { NetworkAddress.network(of: address) }
}
