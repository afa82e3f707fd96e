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
        var personal = kind.namesPeople ? said : [:]
        // Why something was done to a person may name them, or others.
        if kind.object == "person", !reason.isEmpty { personal["reason"] = reason }
        var entry = LedgerEntry(
            "identity.\(kind.rawValue)", of: "identity.\(kind.object)", subject, by: actor, at: at,
            fields: kind.namesPeople ? [:] : said, personal: personal)
        entry.reason = kind.object == "person" ? "" : reason
        entry.legalBasis = legalBasis
        entry.hasLegalEffect = givesPower
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
        case .dayAnnounced, .yearCompleted: "calendar"
        }
    }

    /// Whether the detail is about a person: the ledger keeps a commitment to it.
    var namesPeople: Bool {
        switch self {
        case .personAdded, .delegated, .accountLinked, .personalRead, .personalErased: true
        default: false
        }
    }

    /// Whether it gives somebody power over others, or changes which unit has
    /// it. What takes power away from a person is never held up. A post without
    /// roles gives none: `IdentityAct.givesPower` tells.
    var hasLegalEffect: Bool {
        switch self {
        case .unitCreated, .unitChanged, .unitEnded, .unitsImported, .succession, .competence, .successionStruck,
            .competenceStruck, .planDecided, .postEstablished, .appointed, .delegated, .accountLinked:
            true
        default: false
        }
    }
}
