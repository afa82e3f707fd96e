// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import HTTPTypes
import Hummingbird
import Web

extension DossiersFeature {
    /// Where the code on a result leads, and where it is typed.
    @Sendable func showResultVerification(_ request: Request, _ context: WebContext) async throws -> Response {
        let typed = context.query["code"]
        var page = ResultVerificationPage(typed: typed, limit: files.check.limits.file)
        var status: HTTPResponse.Status = .ok
        if context.query.isChecked("code") {
            (page.result, status) = try await judged(typed, &page.errors, context)
        }
        return unstored(context.page(page.content, status: status))
    }

    /// Compares a file somebody has with the one that was issued; it is not kept.
    @Sendable func compareResult(_ request: Request, _ context: WebContext) async throws -> Response {
        let typed = context.form["code"]
        var page = ResultVerificationPage(typed: typed, limit: files.check.limits.file)
        let (result, status) = try await judged(typed, &page.errors, context)
        page.result = result
        guard let result else { return unstored(context.page(page.content, status: status)) }
        guard let file = context.form.file("file"), file.bytes.readableBytes > 0 else {
            page.errors.add("file", Message("dossiers.result.verify.no-file"))
            return unstored(context.page(page.content, status: .unprocessableContent))
        }
        page.isSame = SHA256.hash(data: Array(file.bytes.readableBytesView)).hex == result.sha256
        return unstored(context.page(page.content))
    }

    private func judged(
        _ typed: String, _ errors: inout FormErrors, _ context: WebContext
    ) async throws -> (IssuedResult?, HTTPResponse.Status) {
        // Nobody finds a code of 80 bits by trying; nobody shall try for long either.
        if let network = context.countedNetwork, !verificationPace.allows(network) { throw WebError.tooManyRequests }
        guard let code = VerificationCode(typed: typed) else {
            errors.add("code", Message("dossiers.result.verify.no-code"))
            return (nil, .unprocessableContent)
        }
        guard let result = try await results.result(with: code) else {
            errors.add("code", Message("dossiers.result.verify.unknown"))
            return (nil, .notFound)
        }
        return (result, .ok)
    }

    /// The next person at the screen finds nothing, and it is looked at anew every time.
    private func unstored(_ response: Response) -> Response {
        var response = response
        response.headers[.cacheControl] = "no-store"
        response.headers[.eTag] = nil
        return response
    }
}
