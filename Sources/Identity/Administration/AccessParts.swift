// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

/// Accounts, tokens, identity providers and the security log on `/administration`.
extension IdentityFeature {
    var accountPart: AdministrationPart {
        AdministrationPart(identity: .access, "accounts", "/identity/accounts") { [people, accounts, clock] in
            let open = try await people.staff().accountRoles
            let administrators = open.values.count { $0.contains(.administrator) }
            let samples = try await accounts.database.read { tx in try AdministrationStore.samplesBesideReal(in: tx) }
            var state = AdministrationState()
            let now = clock.now
            state.count("accounts", open.count, at: now, records: "/identity/accounts")
            state.count("administrators", administrators, at: now, records: "/identity/accounts")
            if samples { state.concern(.danger, "samples") }
            if administrators < 2 { state.concern(.warning, "one-administrator") }
            return state
        }
    }

    var tokenPart: AdministrationPart {
        AdministrationPart(identity: .access, "tokens", "/identity/tokens") { [accounts, clock] in
            let now = clock.now
            let ends = try await accounts.database.read { tx in try AdministrationStore.tokenEnds(after: now, in: tx) }
            var state = AdministrationState()
            state.count("tokens", ends.count, isCapped: true, at: now, records: "/identity/tokens")
            if let first = ends.first {
                state.say("next-token-end", "\(first, .date)")
                if first <= now + Self.notice { state.concern(.warning, "token-ending", ["on": .instant(first)]) }
            }
            return state
        }
    }

    var providerPart: AdministrationPart {
        AdministrationPart(identity: .access, "providers", "/identity/providers") { [openID, settings, clock] in
            var state = AdministrationState()
            state.count("providers", openID.providers.count, at: clock.now, records: "/identity/providers")
            if !openID.providers.isEmpty {
                state.say("provider-names", "\(openID.providers.map(\.name).joined(separator: ", "))")
            }
            state.say("email-codes", "\(say: settings.sendsCodes ? "web.administration.yes" : "web.administration.no")")
            if openID.providers.isEmpty, !settings.sendsCodes { state.concern(.information, "no-way-in") }
            return state
        }
    }

    var securityPart: AdministrationPart {
        AdministrationPart(identity: .access, "security", "/identity/security-log") { [accounts, clock] in
            let now = clock.now
            let (failed, locked) = try await accounts.database.read { tx in
                (
                    try AdministrationStore.count(.signInFailed, since: now - .days(1), in: tx),
                    try AdministrationStore.count(.locked, since: now - .days(1), in: tx)
                )
            }
            var state = AdministrationState()
            let log: Address = "/identity/security-log"
            let failures = log.with("kind", IdentityEvent.Kind.signInFailed.rawValue)
            state.count("failures", failed, isCapped: true, at: now, records: failures)
            let locks = log.with("kind", IdentityEvent.Kind.locked.rawValue)
            state.count("locks", locked, isCapped: true, at: now, records: locks)
            if locked > 0 { state.concern(.warning, "locked") }
            return state
        }
    }
}
