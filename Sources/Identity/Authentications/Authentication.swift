// SPDX-License-Identifier: Apache-2.0

package import Basics

/// One proof of who somebody is: a sign-in, or a later proof before a grave
/// act. Kept for good; every act names the one it was done under.
package struct Authentication: Hashable, Sendable {
    package typealias ID = Identifier<Authentication>

    /// How it was proved.
    package enum Method: String, CaseIterable, Sendable {
        case password
        case passwordAndCode = "password+code"
        case passwordAndRecovery = "password+recovery"
        case code
        case recovery
        /// At an identity provider, by OpenID Connect; the level is the provider's.
        case openID = "openid"
        /// A code sent to an e-mail address: proves who reads it, nothing more.
        case emailCode = "email-code"
        /// The token of a program: whoever holds it.
        case token
    }

    /// How sure one may be (the steps of Decree 69/2024/NĐ-CP on electronic
    /// identification are compared with these in docs/identity.md).
    package enum Level: String, CaseIterable, Comparable, Sendable {
        /// One factor.
        case low
        /// Two factors of different kinds.
        case medium
        /// An identity that a state body checked, with two factors.
        case high

        package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
        private var rank: Int { self == .low ? 0 : self == .medium ? 1 : 2 }
    }

    package let id: ID
    package let at: Instant
    /// The identity of the account, of the citizen, or of the account that answers for a token.
    package let person: String
    package let method: Method
    package let level: Level
    /// The browser's own name of itself.
    package let device: String
    /// The network address without its last part.
    package let address: String

    init(at moment: Instant, account: Account.ID, method: Method, from origin: SignInOrigin) {
        self.init(at: moment, person: account.description, method: method, level: method.level, from: origin)
    }

    init(at moment: Instant, citizen: Citizen.ID, by method: Method, level: Level, from origin: SignInOrigin) {
        self.init(at: moment, person: citizen.description, method: method, level: level, from: origin)
    }

    /// The proof that a program's token is, under the identity of the token itself.
    init(_ token: APIToken, from origin: SignInOrigin) {
        self.init(
            ID(token.id), at: token.createdAt, person: token.owner.description, method: .token,
            level: Method.token.level, from: origin)
    }

    private init(at moment: Instant, person: String, method: Method, level: Level, from origin: SignInOrigin) {
        self.init(ID(at: moment), at: moment, person: person, method: method, level: level, from: origin)
    }

    private init(
        _ id: ID, at moment: Instant, person: String, method: Method, level: Level, from origin: SignInOrigin
    ) {
        self.id = id
        at = moment
        self.person = person
        self.method = method
        self.level = level
        device = origin.userAgent
        address = origin.masked
    }

    /// What an act that rests on it takes with it.
    package var proof: Actor.Proof { Actor.Proof(authentication: id.description, assurance: level.rawValue) }
}

extension Authentication.Method {
    package var level: Authentication.Level {
        switch self {
        case .password: .low
        // What comes after a password within one session: still two factors.
        case .passwordAndCode, .passwordAndRecovery, .code, .recovery: .medium
        // Nothing is assumed of a provider: its settings say more.
        case .openID, .emailCode, .token: .low
        }
    }
}

extension SignInOrigin {
    /// `203.0.113.x`, or the /48 network of an IPv6 address: tells an office
    /// from an office, not one machine from another.
    package var masked: String {
        let network = self.network
        guard !network.isEmpty else { return "" }
        if network.contains(":") { return network.split(separator: ":").prefix(3).joined(separator: ":") + "::/48" }
        let parts = network.split(separator: ".")
        return parts.count == 4 ? parts.prefix(3).joined(separator: ".") + ".x" : ""
    }
}
