// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    /// The ballot of today; `nil` where none is in force.
    var ballot: Ballot? {
        let today = CivilZone.vietNam.day(of: clock.now)
        return desk.ballots.first { $0.validFrom <= today }
    }

    @Sendable func rateOwnDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        let whole = try await desk.own(dossierID(context), of: context.viewer.actor)
        return try await rate(whole, context) { page in page.isOwn = true }
    }

    /// For whoever has code and key, which come in the form as they do to `/follow`.
    @Sendable func rateFollowedDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        if let network = context.countedNetwork, !followLimiter.allows(network) { throw WebError.tooManyRequests }
        let key = context.form["key"]
        let whole = try await desk.whole(code: String(context.form["code"].prefix(60)), key: key)
        return try await rate(whole, context) { page in page.key = key }
    }

    /// Takes the rating and shows the dossier with what became of it: sent twice it says the same.
    private func rate(
        _ whole: DossierDesk.Whole, _ context: WebContext, _ place: (inout FollowPage) -> Void
    ) async throws -> Response {
        guard let ballot else { throw RatingError.notNow }
        var page = FollowPage(code: whole.dossier.code)
        page.whole = whole
        page.now = clock.now
        page.inEnglish = context.language == .en
        place(&page)
        page.ballot = ballot
        page.rating = context.form
        var status = HTTPResponse.Status.ok
        do {
            try await desk.rate(whole.dossier.id, Rating(context.form, asked: ballot), by: context.viewer.actor)
            page.isRated = true
        } catch RatingError.ratedAlready {
            page.isRated = true
        } catch let error as RatingError {
            page.ratingError = error
            status = .init(code: error.answer.status)
        }
        var response = context.page(page.content, status: status)
        // The page is somebody's, though its address may be everybody's.
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// Whether the applicant rated it; asked whatever its state, so that each page asks as often.
    func isRated(_ whole: DossierDesk.Whole) async throws -> Bool {
        try await database.read { tx in try RatingStore.isRated(whole.dossier.id, in: tx) }
    }
}
