// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import SQLStore
import Web

/// `/environment/quarantine/retrials/{id}`: how far the retrial of all entries
/// of a reason is.
struct RetrialPage {
    let retrial: Retrial

    var content: PageContent {
        PageContent(
            Message("environment.retrial.title"),
            breadcrumb: [
                .init(Message("environment.air.title"), "/environment"),
                .init(Message("environment.quarantine.title"), "/environment/quarantine"),
            ],
            body: """
                \(PageHead(Message("environment.retrial.title")))
                \(retrial.endedAt == nil ? running : Notice(.success, Message("environment.retrial.ended", [
                    "taken": .count(retrial.taken), "count": .count(retrial.done),
                ])).html)
                \(DefinitionList([
                    (Message("environment.retrial.ordered"), "\(retrial.startedBy.name), \(retrial.startedAt, .second)"),
                    (Message("environment.retrial.taken"), "\(say: "environment.retrial.entries", ["count": .count(retrial.taken)])"),
                    (Message("environment.retrial.still-waiting"), "\(say: "environment.retrial.entries", ["count": .count(retrial.done - retrial.taken)])"),
                    (Message("environment.retrial.ended-at"), retrial.endedAt.map { "\($0, .second)" } ?? "–"),
                ]))
                <p class="actions">\(LinkButton(Message("environment.quarantine.title"), "/environment/quarantine", .quiet))</p>
                """)
    }

    private var running: HTML {
        """
        \(Progress(Message("environment.retrial.running"), done: retrial.done, of: max(retrial.total, retrial.done)))\
        <p class="actions">\(LinkButton(Message("environment.retrial.look-again"), Address(local: retrial.address) ?? "/environment/quarantine"))</p>
        """
    }
}

extension EnvironmentPages {
    func showRetrial(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let id = Retrial.ID(try context.parameter("id")),
            let retrial = try await database.read({ try RetrialStore.retrial(id, in: $0) })
        else { throw WebError.notFound }
        return context.page(RetrialPage(retrial: retrial).content)
    }

    /// Orders the retrial of every entry that waits with the reason of this
    /// one. A second officer who orders the same is shown the first one's.
    func retryReason(_ request: Request, _ context: WebContext) async throws -> Response {
        let entry = try await quarantineEntry(context)
        // Files of all stations wait for one reason.
        let actor = try await requireChange(of: .city, context: context)
        guard let retrial = try await quarantine.retryAll(because: entry.reason.key, by: actor) else {
            return context.redirect(
                to: "/environment/quarantine", flash: Flash(.warning, Message("environment.retrial.nothing")))
        }
        return context.redirect(to: Address(local: retrial.address) ?? "/environment/quarantine")
    }
}
