// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension DossiersFeature {
    @Sendable func setLevel(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let form = context.form
        var page = LevelForm(
            level: form["level"], old: form["old"], validFrom: form["level-from"], source: form["level-source"])
        let level = ServiceLevel.Level(rawValue: page.level)
        let old = Int(page.old).flatMap(ServiceLevel.Old.init)
        if level == nil { page.errors.add("level", Message("dossiers.level.choose")) }
        if let level, let old, !vocabulary.admits(old, as: level) {
            page.errors.add("old", Message("dossiers.error.levels-apart"))
        }
        let day = form.day("level-from")
        if day == nil { page.errors.add("level-from", Message("dossiers.error.day-unreadable")) }
        if page.source.count > 500 { page.errors.add("level-source", Message("dossiers.error.too-long")) }
        if page.errors.isEmpty, let level, let day {
            do {
                try await catalogue.setLevel(
                    level, old: old, of: code, from: day, source: page.source, by: context.viewer.actor)
            } catch CatalogueError.reasonMissing {
                page.errors.add("level-source", CatalogueError.reasonMissing.answer.message)
            } catch CatalogueError.levelKnown {
                page.errors.add("level", CatalogueError.levelKnown.answer.message)
            }
        }
        guard page.errors.isEmpty else {
            var whole = try await procedurePage(nil, context)
            whole.levelForm = page
            return context.page(whole.content, status: .unprocessableContent)
        }
        return context.redirect(
            to: Address("/procedures/\(code)"), flash: Flash(.success, Message("dossiers.level.done")))
    }
}
