// SPDX-License-Identifier: Apache-2.0

/// What a program with a token may do.
package struct Scope: RawRepresentable, Hashable, Sendable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Reads the record of sign-ins and of changes of accounts, for a central log.
    package static let securityLog = Scope(rawValue: "security-log:read")

    package static let all: [Scope] = [.securityLog]
}

/// Where tokens of programs are kept; a feature offers it, the gate only asks.
package protocol Tokens: Sendable {
    /// Who calls with `token`; `nil` when it is unknown, revoked or too old.
    ///
    /// - Throws: `WebError.tooManyRequests`.
    func viewer(ofBearer token: String) async throws -> Viewer?
}
