// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// Why a rating is not taken.
enum RatingError: UserFacing, Hashable {
    /// The dossier is not over, or was taken back.
    case notNow
    case ratedAlready
    case overallMissing
    case unknownAnswer
    case wordsTooLong

    var answer: (status: Int, message: Message) {
        switch self {
        case .notNow: (409, Message("dossiers.rating.error.not-now"))
        case .ratedAlready: (409, Message("dossiers.rating.error.rated-already"))
        case .overallMissing: (422, Message("dossiers.rating.error.overall-missing"))
        case .unknownAnswer: (422, Message("dossiers.rating.error.unknown-answer"))
        case .wordsTooLong:
            (422, Message("dossiers.rating.error.words-too-long", ["most": .count(Rating.mostWords)]))
        }
    }
}
