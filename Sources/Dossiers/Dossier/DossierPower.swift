// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
import Web

/// What may be done with dossiers, each by a role in the unit whose dossier it is.
package enum DossierPower: String, CaseIterable, Sendable {
    case read, receive, appraise, consult, approve, number
    case handOver = "hand-over"
    case assign, transfer

    package var action: String { "dossier.\(rawValue)" }

    /// What doing a step of this kind of holder takes.
    init(of holder: String) {
        self =
            switch ProcedureDefinition.HolderKind(rawValue: holder) {
            case .receptionOfficer: .receive
            case .caseOfficer: .appraise
            case .leader, .centreHead: .approve
            case .registryClerk: .number
            case .consultedBody: .consult
            case .resultOfficer, .cashier, nil: .handOver
            }
    }

    /// Roles of which one is enough.
    var roles: [Role] {
        switch self {
        case .read: [.receptionOfficer, .caseOfficer, .approver, .registryClerk, .leader]
        case .receive, .handOver: [.receptionOfficer]
        case .appraise, .consult: [.caseOfficer]
        case .approve, .assign: [.approver]
        case .number: [.registryClerk]
        case .transfer: [.receptionOfficer, .approver]
        }
    }

    /// One line each of the city's policy.
    package static var rules: [PermissionRule] {
        allCases.map { power in
            PermissionRule(
                power.action, Message("dossiers.permission.\(power.rawValue)"),
                roles: Set(power.roles.map(\.rawValue)))
        }
    }
}
