// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What can be wrong with an act on a dossier.
package enum DossierError: UserFacing, Hashable {
    case unknown
    case unknownProcedure
    /// The procedure is not offered this way.
    case noSuchChannel
    case unknownOffice
    case officeTaken
    case malformedAgency
    /// Somebody else acted meanwhile.
    case changedMeanwhile(by: String)
    /// A colleague has it in hand; whoever wants it takes it over first.
    case heldBy(String)
    /// The step has no such action, or the dossier is at another step.
    case notNow
    case isOver
    case waitsForApplicant
    case waitsForNobody
    /// What the action needs and is not there.
    case missing(ProcedureDefinition.Need)
    /// The same person did what must be another's work.
    case separated(ProcedureDefinition.Duty, ProcedureDefinition.Duty)
    case supplementsUsed
    case extensionsUsed
    /// A new time must lie after the old one, and be set before that passes.
    case extensionTooLate
    case extensionTooEarly
    case extensionTooLong
    case noDueTime
    case sameOffice
    case notHolder
    case amountMissing
    case wordsTooLong
    case answersMissing
    /// An answer to the office with neither words nor files.
    case nothingSupplied
    case tooManyFiles
    case wrongKey
    case notReceivedYet
    /// The document of the result is not there.
    case resultMissing
    case resultNotPDF
    /// More rows than a workbook is made of.
    case listTooLong(Int)
    /// A field of a text that nothing would fill.
    case unknownField(String)
    /// Printing is not at hand at this moment.
    case cannotPrint

    package var answer: (status: Int, message: Message) {
        switch self {
        case .unknown: (404, Message("dossiers.error.unknown"))
        case .unknownProcedure: (404, Message("dossiers.error.unknown-procedure"))
        case .noSuchChannel: (422, Message("dossiers.error.channel"))
        case .unknownOffice: (422, Message("dossiers.error.office"))
        case .officeTaken: (409, Message("dossiers.error.office-taken"))
        case .malformedAgency: (422, Message("dossiers.error.agency"))
        case .changedMeanwhile(let name): (409, Message("dossiers.error.changed", ["name": .text(name)]))
        case .heldBy(let name): (409, Message("dossiers.error.held", ["name": .text(name)]))
        case .notNow: (409, Message("dossiers.error.not-now"))
        case .isOver: (409, Message("dossiers.error.over"))
        case .waitsForApplicant: (409, Message("dossiers.error.waits"))
        case .waitsForNobody: (409, Message("dossiers.error.waits-not"))
        case .missing(let need): (422, Message("dossiers.need-missing.\(need.rawValue)"))
        case .separated(let one, let other):
            (
                403,
                Message(
                    "dossiers.error.separated",
                    [
                        "one": .message(Message("dossiers.duty.\(one.rawValue)")),
                        "other": .message(Message("dossiers.duty.\(other.rawValue)")),
                    ])
            )
        case .supplementsUsed: (409, Message("dossiers.error.supplements-used"))
        case .extensionsUsed: (409, Message("dossiers.error.extensions-used"))
        case .extensionTooLate: (409, Message("dossiers.error.extension-late"))
        case .extensionTooEarly: (422, Message("dossiers.error.extension-early"))
        case .extensionTooLong: (422, Message("dossiers.error.extension-long"))
        case .noDueTime: (409, Message("dossiers.error.no-due"))
        case .sameOffice: (422, Message("dossiers.error.same-office"))
        case .notHolder: (422, Message("dossiers.error.not-holder"))
        case .amountMissing: (422, Message("dossiers.error.amount"))
        case .wordsTooLong: (422, Message("dossiers.error.too-long"))
        case .nothingSupplied: (422, Message("dossiers.error.nothing-supplied"))
        case .tooManyFiles:
            (422, Message("dossiers.draft-error.too-many-files", ["count": .count(DossierDesk.mostSupplementFiles)]))
        case .answersMissing: (422, Message("dossiers.error.answers"))
        case .resultMissing: (409, Message("dossiers.error.result-missing"))
        case .resultNotPDF: (422, Message("dossiers.error.result-not-pdf"))
        case .unknownField(let name): (422, Message("dossiers.error.unknown-field", ["name": .text(name)]))
        case .listTooLong(let most): (422, Message("dossiers.error.list-too-long", ["most": .count(most)]))
        case .notReceivedYet: (409, Message("dossiers.receipt.not-yet"))
        case .cannotPrint: (503, Message("dossiers.receipt.unavailable"))
        case .wrongKey: (404, Message("dossiers.error.wrong-key"))
        }
    }
}
