// SPDX-License-Identifier: Apache-2.0

package import Basics
import HTTPTypes
package import Hummingbird
import Logging

extension WebContext {
    /// The answer to an error: the one place where an error finds its status
    /// and its words. A page for people, problem+json for programs; a visitor
    /// who must sign in first is sent there and comes back.
    func answer(to error: any Error) async -> Response {
        let known = (error as? any UserFacing) ?? site.unforeseen(error)
        if let known = known as? WebError, known == .signInNeeded, answers == .page {
            return redirectToSignIn()
        }
        if let known = known as? WebError, known == .proofNeeded, answers == .page {
            return redirect(to: proofAddress(back: Address(local: path + querySuffix)))
        }
        let (status, message) = known?.answer ?? Self.answer(to: error as? HTTPError)
        if status >= 500 {
            logger.error(
                "request failed",
                metadata: [
                    "error": .string(String(describing: type(of: error))), "detail": .string("\(error)"),
                ])
        }
        if [403, 413, 429].contains(status) {
            logger.notice(
                "refused",
                metadata: [
                    "reason": .string(message.key), "path": .string(String(path.prefix(512))),
                    "route": .string(endpointPath ?? ""), "client": .string(clientAddress),
                ])
        }
        var response: Response
        switch answers {
        case .page: response = errorPage(status: status, message: message)
        case .data, .stream: response = problem(status, message)
        }
        if status == 503 || status == 429 { response.headers[.retryAfter] = "5" }
        if status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
        if status == 413 { response.headers[.connection] = "close" }
        return response
    }

    /// What went wrong as `application/problem+json` (RFC 9457), in the reader's language.
    package func problem(_ status: Int, _ message: Message) -> Response {
        let problem = Problem(
            type: "about:blank", title: wording.text(of: message), status: status, code: message.key,
            instance: path, request: requestID)
        var response = json(problem, status: HTTPResponse.Status(code: status))
        response.headers[.contentType] = "application/problem+json; charset=utf-8"
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static func answer(to error: HTTPError?) -> (status: Int, message: Message) {
        switch error?.status.code {
        case 404: WebError.notFound.answer
        case 405: WebError.methodNotAllowed.answer
        case 403: WebError.forbidden.answer
        case 413: WebError.tooLarge(limit: 1_048_576).answer
        case let code? where (400..<500).contains(code): (code, Message("web.error.bad-request"))
        case let code? where code >= 500: (code, Message("web.error.unforeseen"))
        default: (500, Message("web.error.unforeseen"))
        }
    }

    private func redirectToSignIn() -> Response {
        let back = Address(local: path + querySuffix)
        return redirect(to: site.settings.signInAddress.with("return", back?.text))
    }

    /// The way on for whoever sent a form after their session had ended. They
    /// come back to the form's page: its destination cannot be looked at.
    func redirectToSignIn(fromFormOn page: Address?) -> Response {
        redirect(
            to: site.settings.signInAddress.with("return", page?.text),
            flash: Flash(.warning, Message("web.error.session-over")))
    }

    /// The way on for whoever must prove again who they are before what they
    /// sent; they come back to the form's page.
    func redirectToProof(fromFormOn page: Address?) -> Response {
        redirect(to: proofAddress(back: page), flash: Flash(.information, Message("web.error.proof-first")))
    }

    private func proofAddress(back page: Address?) -> Address {
        let settings = site.settings
        return (viewer.isCitizen ? settings.citizenProofAddress : settings.proofAddress).with("return", page?.text)
    }

    /// `?…` as asked for, or nothing.
    var querySuffix: String { rawQuery.isEmpty ? "" : "?" + rawQuery }
}

private struct Problem: Encodable {
    let type: String
    let title: String
    let status: Int
    /// The same in every language.
    let code: String
    let instance: String
    let request: String
}
