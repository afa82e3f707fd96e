// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

/// `/environment/intake`: whether files are being taken in, what waits, and
/// how many wait in quarantine.
struct IntakePage {
    let state: IntakeState
    /// Counted up to `cap`.
    let quarantined: Int
    let now: Instant

    static let cap = 1_000

    var content: PageContent {
        PageContent(
            Message("environment.intake.title"), breadcrumb: [.init(Message("environment.air.title"), "/environment")],
            body: """
                \(RecordTabs(current: .intake))
                <header class="page-head"><h1>\(say: "environment.intake.title")</h1></header>
                \(Notice(state.isWell ? .success : .danger, state.message))
                \(DefinitionList([
                    (Message("environment.intake.found-by"), "\(say: state.isWatched ? "environment.intake.by-kernel" : "environment.intake.by-looking")"),
                    (Message("environment.intake.waiting"), "\(say: "environment.intake.files", ["count": .count(state.waiting)])"),
                    (Message("environment.intake.taken"), "\(say: "environment.intake.files", ["count": .count(state.taken)])"),
                    (Message("environment.intake.refused"), "\(say: "environment.intake.files", ["count": .count(state.refused)])"),
                    (Message("environment.intake.unreadable"), "\(say: "environment.intake.files", ["count": .count(state.unreadable)])"),
                    (Message("environment.intake.last"), state.lastTakenAt.map { "\($0, .second)" } ?? "–"),
                    (Message("environment.quarantine.title"), """
                        <a href="/environment/quarantine">\(say: quarantined >= Self.cap
                            ? "environment.intake.many-entries" : "environment.intake.entries", ["count": .count(quarantined)])</a>
                        """),
                ]))
                <p class="muted">\(say: "environment.intake.since-start")</p>
                """)
    }
}

extension EnvironmentPages {
    func showIntake(_ request: Request, _ context: WebContext) async throws -> Response {
        let waiting = try await database.read { try QuarantineStore.waiting(upTo: IntakePage.cap, in: $0) }
        return context.page(
            IntakePage(state: intake.current, quarantined: waiting, now: context.now).content)
    }
}
