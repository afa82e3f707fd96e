// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import Web

/// Takes notice of an alarm. Whoever comes second learns who was first, and
/// sees the note that was not kept.
struct AcknowledgeAlarm: Sendable {
    let feature: OperationsFeature

    func callAsFunction(_ request: Request, _ context: WebContext) async throws -> Response {
        let id = try context.parameter("id")
        guard let alarm = try await feature.desk.alarm(id) else { throw WebError.notFound }
        var page = AcknowledgementPage(alarm: alarm, note: context.form.lines("note"))
        guard alarm.endedAt == nil else { return context.page(page.content, status: .conflict) }
        let actor = try await feature.requireAnswering(alarm, by: context.viewer.actor)
        guard page.note.unicodeScalars.count <= AcknowledgementPage.noteLimit else {
            page.errors.add(
                "note",
                Message("operations.acknowledgement.note-too-long", ["limit": .count(AcknowledgementPage.noteLimit)]))
            return context.page(page.content, status: .unprocessableContent)
        }

        let outcome = try await feature.desk.acknowledge(
            alarm: id, by: actor, note: page.note, at: feature.clock.now)

        guard outcome.isNew else {
            page.first = outcome
            return context.page(page.content, status: .conflict)
        }
        return context.redirect(
            to: DeskPage.address,
            flash: Flash(.success, Message("operations.acknowledgement.done", ["subject": .text(alarm.subject)])))
    }
}
