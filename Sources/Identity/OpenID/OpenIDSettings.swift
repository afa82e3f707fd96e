// SPDX-License-Identifier: Apache-2.0

package import Ports

/// Where citizens and businesses may sign in.
package struct OpenIDSettings: Sendable {
    package let providers: [OpenIDProvider]
    /// Scheme and host of this site, to which providers send people back.
    package let publicOrigin: String
    let outgoing: any Outgoing

    package init(providers: [OpenIDProvider], publicOrigin: String, outgoing: any Outgoing) {
        self.providers = providers
        self.publicOrigin = publicOrigin
        self.outgoing = outgoing
    }

    /// A city without a provider.
    static let none = OpenIDSettings(providers: [], publicOrigin: "", outgoing: Nobody())

    private struct Nobody: Outgoing {
        func send(_ request: OutgoingRequest) async throws(OutgoingError) -> OutgoingAnswer {
            throw .unreachable("no provider is set")
        }
    }
}
