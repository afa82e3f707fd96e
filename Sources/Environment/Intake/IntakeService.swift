// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import SQLStore
package import ServiceLifecycle

/// Runs the intake while the program runs: on one node at a time, waiting with
/// growing pauses while the database cannot take anything.
package struct IntakeService: Service {
    let intake: Intake
    let lease: Lease
    let database: any Database
    let gauge: IntakeGauge
    let clock: Clock
    let logger: Logger
    /// How long one look waits for news; also how long the end of the program may wait for it.
    let patience: Duration = .milliseconds(200)

    package func run() async throws {
        await withGracefulShutdownHandler {
            await self.takeIn()
        } onGracefulShutdown: {
            gauge.stop()
        }
        gauge.change { $0.phase = .stopped }
        _ = try? await database.write { try lease.release(in: $0) }
    }

    private func takeIn() async {
        var renewAt = lease.clock.now
        var holds = false
        // Whether what is on record of the attendance is this process's own.
        var attends = false
        var failures = 0
        while !Task.isCancelled, !gauge.isStopping {
            do {
                if lease.clock.now >= renewAt || renewAt - lease.clock.now > lease.length {
                    let look = holds ? await intake.lastLook : nil
                    let isOwn = attends
                    holds = try await database.write { tx in
                        guard try lease.hold(in: tx) else { return false }
                        if let look { try AttendanceStore.extend(to: look, isOwn: isOwn, in: tx) }
                        return true
                    }
                    let quarantined = try await database.read {
                        try QuarantineStore.waiting(upTo: IntakeState.quarantineCap, in: $0)
                    }
                    gauge.change { $0.quarantined = quarantined }
                    attends = holds && (attends || look != nil)
                    renewAt = lease.clock.now + lease.length / 4
                }
                guard holds else {
                    await intake.standBy()
                    gauge.change { $0.phase = .standingBy }
                    try? await Task.sleep(for: patience)
                    continue
                }
                try await intake.work(patience: patience)
                failures = 0
            } catch {
                failures += 1
                await rest(after: error, failures: failures)
                // The lease may have gone to another node meanwhile.
                renewAt = lease.clock.now
            }
        }
    }

    private func rest(after error: any Error, failures: Int) async {
        let now = clock.now
        let reason = (error as? StoreError)?.reason ?? Message("environment.intake.trouble.other")
        gauge.change { state in
            if case .waitingForDatabase(_, reason) = state.phase { return }
            state.phase = .waitingForDatabase(since: now, because: reason)
            logger.error("intake waits for the database", metadata: ["error": "\(error)"])
        }
        // 0.2 s, 0.4 s … 25.6 s, in short pieces so that the program can end.
        let pause = Duration.milliseconds(200 << min(failures - 1, 7))
        let end = ContinuousClock.now + pause
        while ContinuousClock.now < end, !gauge.isStopping, !Task.isCancelled {
            try? await Task.sleep(for: min(pause, patience))
        }
    }
}

extension StoreError {
    /// What keeps the database from taking anything, in words.
    var reason: Message {
        switch self {
        case .busy, .serialization: Message("environment.intake.trouble.busy")
        case .overloaded: Message("environment.intake.trouble.overloaded")
        case .connectionLost, .closed: Message("environment.intake.trouble.connection")
        case .diskFull: Message("environment.intake.trouble.disk-full")
        case .readOnly: Message("environment.intake.trouble.read-only")
        case .damaged: Message("environment.intake.trouble.damaged")
        default: Message("environment.intake.trouble.other")
        }
    }
}
