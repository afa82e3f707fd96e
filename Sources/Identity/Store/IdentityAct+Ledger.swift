// SPDX-License-Identifier: Apache-2.0

import Basics
package import Ledger

extension IdentityFeature {
    /// What this feature writes into the ledger.
    package static let ledgerActs: [LedgerAct] =
        IdentityAct.Kind.allCases.map { LedgerAct("identity.\($0.rawValue)", Message("identity.act.\($0.rawValue)")) }
        + IdentityEvent.Kind.allCases.filter(\.isAct).map {
            LedgerAct("identity.account-\($0.rawValue)", Message("identity.event.\($0.rawValue)"))
        }
}

extension IdentityAct {
    /// What the ledger keeps of it.
    var ledgerEntry: LedgerEntry {
        let said = detail.isEmpty ? [:] : ["detail": detail]
        var entry = LedgerEntry(
            "identity.\(kind.rawValue)", of: "identity.\(kind.object)", subject, by: .visitor, at: at,
            fields: kind.namesPeople ? [:] : said, personal: kind.namesPeople ? said : [:])
        entry.actor = actor
        entry.hasLegalEffect = kind.hasLegalEffect
        return entry
    }
}

extension IdentityAct.Kind {
    /// What it is done to.
    var object: String {
        switch self {
        case .unitCreated, .unitChanged, .unitEnded, .succession, .competence, .successionStruck, .competenceStruck,
            .competenceEnded:
            "unit"
        case .planDrafted, .planChanged, .planDecided, .planWithdrawn, .planDiscarded: "plan"
        case .unitsImported, .importDiscarded, .listTaken, .outlinesTaken: "import"
        case .postEstablished: "post"
        case .personAdded, .appointed, .relieved, .delegated, .delegationRevoked, .accountLinked, .left: "person"
        case .personalSet, .personalRead, .personalErased, .requestFiled, .requestAnswered, .holdPlaced, .holdLifted:
            "person"
        case .retentionSet: "retention"
        }
    }

    /// Whether the detail is about a person: the ledger keeps a commitment to it.
    var namesPeople: Bool {
        switch self {
        // A reason may name somebody.
        case .personAdded, .delegated, .accountLinked, .personalRead, .personalErased, .holdPlaced: true
        default: false
        }
    }

    /// Whether it gives somebody power over others. What takes power away is
    /// never held up.
    var hasLegalEffect: Bool {
        switch self {
        case .succession, .competence, .successionStruck, .competenceStruck, .planDecided, .appointed, .delegated: true
        default: false
        }
    }
}
