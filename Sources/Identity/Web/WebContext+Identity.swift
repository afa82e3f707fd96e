// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import Web

extension WebContext {
    /// Where the request comes from, as sessions and events keep it.
    func origin(of request: Request) -> SignInOrigin {
        SignInOrigin(address: clientAddress, userAgent: request.headers[.userAgent] ?? "")
    }

    /// The account that is signed in; policies let nobody else come here.
    var ownAccount: Account.ID {
        get throws {
            guard let id = viewer.accountID else { throw WebError.signInNeeded }
            return id
        }
    }

    /// The citizen who is signed in; policies let nobody else come here.
    var ownCitizen: Citizen.ID {
        get throws {
            guard let id = viewer.citizenID else { throw WebError.signInNeeded }
            return id
        }
    }

    /// The identity in the address, which may be any text.
    func identifier<Record>(_ name: String) throws -> Identifier<Record> {
        guard let id = Identifier<Record>(try parameter(name)) else { throw WebError.notFound }
        return id
    }

    /// `content` with the status that belongs to `error`, and for how long to
    /// wait where waiting helps.
    func page(_ content: PageContent, refusedBy error: IdentityError, at now: Instant) -> Response {
        var response = page(content, status: HTTPResponse.Status(code: error.answer.status))
        switch error {
        case .locked(let until):
            response.headers[.retryAfter] = String(max(1, (until - now).components.seconds + 1))
        case .overloaded:
            response.headers[.retryAfter] = "10"
        default: break
        }
        return response
    }
}
