// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// What is held about a citizen, for the citizen.
extension PersonalPages {
    @Sendable func showCitizensOwn(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await citizensPage(context).content)
    }

    @Sendable func revealCitizensOwn(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let field = DataField(rawValue: context.form["field"]) else { throw PersonalError.nothingKept }
        let text = try await data.revealOwn(field, of: try context.ownCitizen)
        var page = try await citizensPage(context)
        page.revealed = (field, text)
        return context.page(page.content)
    }

    @Sendable func fileCitizensRequest(_ request: Request, _ context: WebContext) async throws -> Response {
        let id = try context.ownCitizen
        let kind = DataRequest.Kind(rawValue: context.form["kind"]) ?? .other
        do {
            _ = try await data.file(kind, context.form.lines("words"), for: DataHolder(id), by: id.unnamed)
        } catch let error as PersonalError {
            var page = try await citizensPage(context)
            page.errors.add("words", error.answer.message)
            page.typed = context.form
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(
            to: "/citizen/personal", flash: Flash(.success, Message("identity.personal.request.filed-now")))
    }

    @Sendable func exportCitizensOwn(_ request: Request, _ context: WebContext) async throws -> Response {
        var response = context.json(try await record(of: try context.ownCitizen))
        response.headers[.cacheControl] = "no-store"
        response.headers[.contentDisposition] = "attachment; filename=\"personal-data.json\""
        return response
    }

    private func citizensPage(_ context: WebContext) async throws -> OwnDataPage {
        let id = try context.ownCitizen
        guard let citizen = try await data.citizen(id) else { throw WebError.signInNeeded }
        let holder = DataHolder(id)
        let readings = try await data.readings(of: holder, after: context.cursor)
        return OwnDataPage(
            fields: PersonalData.masked(of: citizen), readings: readings, next: context.next(after: readings.next),
            requests: try await data.requests(of: holder), today: CivilZone.vietNam.day(of: data.clock.now),
            isCitizen: true)
    }
}
