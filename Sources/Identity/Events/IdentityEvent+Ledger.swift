// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger

extension IdentityEvent.Kind {
    /// Whether it is an act on an account, for the ledger; who signed in and
    /// out stays with the accounts alone.
    var isAct: Bool {
        switch self {
        case .signedIn, .signInFailed, .locked, .signedOut, .sessionEnded, .secondFactorFailed, .recoveryCodeUsed,
            .confirmed:
            false
        case .sessionsEnded, .allSessionsEnded, .passwordChanged, .passwordReset, .secondFactorSet, .secondFactorReset,
            .recoveryCodesMade,
            .tokenMade,
            .tokenRevoked, .created, .changed, .disabled, .enabled:
            true
        }
    }
}

extension IdentityEvent {
    /// What the ledger keeps of it.
    var ledgerEntry: LedgerEntry? {
        guard kind.isAct, account != nil || kind == .allSessionsEnded else { return nil }
        var entry = LedgerEntry(
            "identity.account-\(kind.rawValue)", of: account == nil ? "identity.sessions" : "identity.account",
            account?.description ?? "all", by: by, at: at,
            fields: detail.isEmpty ? [:] : [fieldName: detail], personal: personal)
        entry.hasLegalEffect = givesPower
        return entry
    }

    private var fieldName: String { [.created, .changed].contains(kind) ? "roles" : "detail" }

    /// A reason may name somebody.
    private var personal: [String: String] {
        var personal = address.isEmpty ? [:] : ["network-address": address]
        if !reason.isEmpty { personal["reason"] = reason }
        return personal
    }
}
