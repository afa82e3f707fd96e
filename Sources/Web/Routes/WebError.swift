// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What can be wrong with a request before any feature looks at it.
package enum WebError: UserFacing, Hashable {
    case notFound
    case methodNotAllowed
    case forbidden
    case signInNeeded
    /// Signed in, but too long ago for this act.
    case proofNeeded
    /// The program's token is unknown, revoked or too old: never said which.
    case tokenUnknown
    case formTokenWrong
    case tooLarge(limit: Int)
    case unreadableForm
    case tooManyRequests
    case tooManyStreams

    package var answer: (status: Int, message: Message) {
        switch self {
        case .notFound: (404, Message("web.error.not-found"))
        case .methodNotAllowed: (405, Message("web.error.method-not-allowed"))
        case .forbidden: (403, Message("web.error.forbidden"))
        case .signInNeeded: (401, Message("web.error.sign-in-needed"))
        case .proofNeeded: (403, Message("web.error.proof-needed"))
        case .tokenUnknown: (401, Message("web.error.token-unknown"))
        case .formTokenWrong: (403, Message("web.error.form-token"))
        case .tooLarge(let limit):
            (413, Message("web.error.too-large", ["limit": .message(Self.size(limit))]))
        case .unreadableForm: (400, Message("web.error.unreadable-form"))
        case .tooManyRequests: (429, Message("web.error.too-many-requests"))
        case .tooManyStreams: (503, Message("web.error.too-many-streams"))
        }
    }

    private static func size(_ bytes: Int) -> Message {
        bytes < 1_048_576
            ? Message("web.size.kilobytes", ["count": .count(bytes / 1_024)])
            : Message("web.size.megabytes", ["count": .count(bytes / 1_048_576)])
    }
}
