// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What can be wrong with what somebody says of the catalogue.
package enum CatalogueError: UserFacing, Hashable {
    case unknownConflict
    case nothingSaid
    case reasonMissing
    case settledAlready
    case unknownProcedure
    case unknownVersion
    case daysOutOfOrder
    case levelKnown
    case unknownImport
    case importEnded

    package var answer: (status: Int, message: Message) {
        switch self {
        case .unknownConflict: (404, Message("dossiers.error.unknown-conflict"))
        case .nothingSaid: (422, Message("dossiers.error.nothing-said"))
        case .reasonMissing: (422, Message("dossiers.error.reason-missing"))
        case .settledAlready: (409, Message("dossiers.error.settled-already"))
        case .unknownProcedure: (404, Message("dossiers.error.unknown-procedure"))
        case .unknownVersion: (404, Message("dossiers.error.unknown-version"))
        case .daysOutOfOrder: (422, Message("dossiers.error.days-out-of-order"))
        case .levelKnown: (409, Message("dossiers.error.level-known"))
        case .unknownImport: (404, Message("dossiers.error.unknown-import"))
        case .importEnded: (409, Message("dossiers.error.import-ended"))
        }
    }
}
