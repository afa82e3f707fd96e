// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import SQLStore
import ServiceLifecycle

/// Removes sessions that have long been over and failures that count for
/// nothing any more, once an hour. Several nodes may do it at once.
package struct SessionSweep: Service {
    let database: any Database
    let clock: Clock
    let settings: IdentitySettings
    let logger: Logger
    var every: Duration = .hours(1)

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await sweep()
                } catch {
                    logger.warning("sessions were not swept", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: every)
            }
        }
    }

    /// One round.
    package func sweep() async throws {
        let now = clock.now
        try await database.write { tx in
            _ = try SessionStore.erase(createdBefore: now - settings.absoluteLimit - settings.sessionRecord, in: tx)
            _ = try CitizenSessionStore.erase(
                createdBefore: now - settings.absoluteLimit - settings.sessionRecord, in: tx)
            _ = try CitizenSessionStore.forgetIdentityTokens(createdBefore: now - settings.absoluteLimit, in: tx)
            _ = try CitizenSessionStore.eraseClaims(before: now - Errand.limit * 2, in: tx)
            _ = try HalfSignInStore.erase(createdBefore: now - settings.halfSignInLimit, in: tx)
            _ = try EmailCodeStore.erase(createdBefore: now - settings.emailCodeLimit, in: tx)
            let rules = [
                settings.pairThrottle, settings.accountThrottle, settings.addressThrottle, settings.codeThrottle,
                settings.emailCodeThrottle, settings.letterThrottle,
            ]
            let longest = rules.map(\.forgetsAfter).max() ?? .hours(1)
            _ = try FailureStore.erase(lastBefore: now - longest, at: now, in: tx)
        }
    }
}
