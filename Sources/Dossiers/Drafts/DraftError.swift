// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Why a draft is not begun, saved or handed in.
package enum DraftError: UserFacing, Hashable {
    /// None of this person's; whether it is somebody else's is not said.
    case unknown
    /// Handed in already.
    case submitted
    case notOnline
    case withdrawn(on: CivilDay)
    case tooMany
    /// The answers need no such paper, or it does not come as a file.
    case unknownPaper
    case tooManyFiles
    /// Another window saved the same page meanwhile.
    case changedMeanwhile
    /// The form is another one since a few moments.
    case renewed
    /// Nothing takes forms in here.
    case noSubmitting

    package var answer: (status: Int, message: Message) {
        switch self {
        case .unknown: (404, Message("dossiers.draft-error.unknown"))
        case .submitted: (409, Message("dossiers.draft-error.submitted"))
        case .notOnline: (409, Message("dossiers.draft-error.not-online"))
        case .withdrawn(let day): (409, Message("dossiers.page.withdrawn", ["day": .day(day)]))
        case .tooMany: (409, Message("dossiers.draft-error.too-many", ["count": .count(Draft.most)]))
        case .unknownPaper: (404, Message("dossiers.draft-error.unknown-paper"))
        case .tooManyFiles: (422, Message("dossiers.draft-error.too-many-files", ["count": .count(Drafts.mostFiles)]))
        case .changedMeanwhile: (409, Message("dossiers.draft-error.changed"))
        case .renewed: (409, Message("dossiers.draft-error.renewed"))
        case .noSubmitting: (409, Message("dossiers.draft-error.no-submitting"))
        }
    }
}
