// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

/// `/environment/intake`: whether files are being taken in, what waits, and
/// how many wait in quarantine.
struct IntakePage {
    let state: IntakeState
    let attendance: Attendance?
    let now: Instant
    let machineTime: Instant

    var content: PageContent {
        PageContent(
            Message("environment.intake.title"), layout: .wide,
            breadcrumb: [.init(Message("environment.air.title"), "/environment")],
            body: """
                \(RecordTabs(current: .intake))
                \(PageHead(Message("environment.intake.title")))
                \(Notice(state.isWell ? .success : .danger, state.message))
                \(IntakeFigures(state: state, now: now, machineTime: machineTime).tiles)
                \(DefinitionList([
                    (Message("environment.intake.found-by"), "\(say: state.isWatched ? "environment.intake.by-kernel" : "environment.intake.by-looking")"),
                    (Message("environment.intake.unreadable"), "\(say: "environment.intake.files", ["count": .count(state.unreadable)])"),
                    (Message("environment.intake.last"), state.lastTakenAt.map { "\($0, .second)" } ?? "–"),
                    (Message("environment.intake.attended"), attendance.map { "\($0.since, .second) – \($0.until, .second)" } ?? "–"),
                ]))
                <p class="muted">\(say: "environment.intake.since-start") \(say: "environment.intake.attended-advice")</p>
                """)
    }
}

extension EnvironmentPages {
    func showIntake(_ request: Request, _ context: WebContext) async throws -> Response {
        let attendance = try await database.read { try AttendanceStore.current(in: $0) }
        return context.page(
            IntakePage(
                state: intake.current, attendance: attendance, now: context.now, machineTime: machineClock.now
            ).content)
    }
}
