// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import Foundation

/// Makes and checks password hashes with scrypt.
package struct Passwords: Sendable {
    /// What new hashes cost.
    package let cost: ScryptCost
    private let queue: DerivationQueue
    private let derive: Derivation
    private let decoy: PasswordHash

    /// The key of a password's bytes under a salt; blocks its thread.
    package typealias Derivation =
        @Sendable (_ password: [UInt8], _ salt: [UInt8], _ cost: ScryptCost) throws -> [UInt8]

    /// - Parameter derive: Tests count derivations with their own.
    package init(_ settings: IdentitySettings, derive: @escaping Derivation = Passwords.scrypt) {
        cost = settings.scrypt
        queue = DerivationQueue(atOnce: settings.derivations, mayWait: settings.waitingDerivations)
        self.derive = derive
        decoy = PasswordHash(
            cost: settings.scrypt, salt: Self.randomBytes(PasswordHash.saltLength),
            key: Self.randomBytes(PasswordHash.keyLength))
    }

    /// A hash of `password` with a salt of its own and today's cost.
    ///
    /// - Throws: `IdentityError.overloaded` when too many wait.
    package func hash(of password: Password) async throws -> PasswordHash {
        let salt = Self.randomBytes(PasswordHash.saltLength)
        return PasswordHash(cost: cost, salt: salt, key: try await key(of: password.bytes, salt, cost))
    }

    /// Whether `password` is the one behind `hash`.
    ///
    /// Does one derivation whatever comes in: where there is no hash (no such
    /// account) or no possible password (too long), it works on a decoy, so
    /// that the answer takes as long as any other.
    ///
    /// - Throws: `IdentityError.overloaded` when too many wait.
    package func fits(_ password: Password?, _ hash: PasswordHash?) async throws -> Bool {
        let against = hash ?? decoy
        let key = try await key(of: password?.bytes ?? [0], against.salt, against.cost)
        var difference: UInt8 = 0
        for (one, other) in zip(key, against.key) { difference |= one ^ other }
        return difference == 0 && key.count == against.key.count && password != nil && hash != nil
    }

    private func key(of password: [UInt8], _ salt: [UInt8], _ cost: ScryptCost) async throws -> [UInt8] {
        do {
            return try await queue.run { [derive] in try derive(password, salt, cost) }
        } catch is DerivationQueue.Full {
            throw IdentityError.overloaded
        }
    }

    /// scrypt of RFC 7914 by BoringSSL.
    package static let scrypt: Derivation = { password, salt, cost in
        let key = try KDF.Scrypt.deriveKey(
            from: password, salt: salt, outputByteCount: PasswordHash.keyLength, rounds: cost.rounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { [UInt8]($0) }
    }

    static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
