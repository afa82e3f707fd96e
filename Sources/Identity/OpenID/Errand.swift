// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Foundation

/// A person's way to a provider and back, as their browser carries it:
/// sealed, in a cookie of its own, for ten minutes. `state`, which goes the
/// way round through the provider, names the cookie and unlocks it, so the
/// answer to a question that this browser never asked opens nothing.
struct Errand: Hashable, Sendable, Codable {
    let provider: String
    let nonce: String
    let verifier: String
    /// Where the person goes on afterwards: an address of this server.
    let back: String?
    let startedAt: Int64

    static let purpose = "openid-errand"
    static let limit = Duration.minutes(10)
    /// In bytes; whoever came from a longer address goes on at their own page.
    static let longestBack = 500

    init(to provider: OpenIDProvider, back: String?, at now: Instant) {
        self.provider = provider.id
        nonce = SessionToken().text
        verifier = SessionToken().text
        // A browser keeps no cookie above four thousand bytes.
        self.back = back.flatMap { $0.utf8.count <= Self.longestBack ? $0 : nil }
        startedAt = now.microseconds
    }

    /// SHA-256 of the verifier, as S256 has it.
    var challenge: String { Data(SHA256.hash(data: Array(verifier.utf8))).base64ForAddress }

    func isOpen(at now: Instant) -> Bool {
        let age = now - Instant(microseconds: startedAt)
        return age >= .zero && age < Self.limit
    }

    func sealed(with keys: KeyRing, state: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return try keys.sealed(Array(try encoder.encode(self)), for: Self.purpose, at: state)
    }

    /// The errand in a cookie, or `nil` when it is another's, changed or damaged.
    static func opened(_ text: String, with keys: KeyRing, state: String) -> Errand? {
        guard let bytes = try? keys.opened(text, for: purpose, at: state) else { return nil }
        return try? JSONDecoder().decode(Errand.self, from: Data(bytes))
    }

    /// The name of the cookie: two tabs may be on their way at once.
    static func name(of state: String) -> String { String(SessionToken.digest(of: state).prefix(12)) }
}
