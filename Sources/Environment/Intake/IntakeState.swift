// SPDX-License-Identifier: Apache-2.0

package import Basics
import Synchronization

/// How the intake is, as an operator sees it.
package struct IntakeState: Hashable, Sendable {
    package var phase: Phase = .starting
    /// Whether the kernel tells of new files; otherwise they are found by looking.
    package var isWatched = false
    /// Files that wait and may be read.
    package var waiting = 0
    /// The time of the oldest of them.
    package var oldestWaitingAt: Instant?
    /// Files of which at least a line was accepted, since the program started.
    package var taken = 0
    /// Files of which nothing was accepted.
    package var refused = 0
    /// Files that came again with the same name and content.
    package var repeated = 0
    /// All of these in the last minute, by the machine's clock.
    package var recent = RecentCount()
    package var lastTakenAt: Instant?
    /// Entries that wait in the quarantine, counted now and then up to
    /// `quarantineCap`; `nil` before the first count.
    package var quarantined: Int?
    /// Files that may not be read: wrong permissions, bad disk.
    package var unreadable = 0

    package static let quarantineCap = 100_000

    package enum Phase: Hashable, Sendable {
        case starting
        case watching
        /// Many old files wait and are caught up, the oldest first.
        case catchingUp
        /// The intake folder is not there.
        case waitingForFolder(since: Instant)
        /// The database is busy, gone or full. Files stay where they are.
        case waitingForDatabase(since: Instant, because: Message)
        /// Another node takes files in.
        case standingBy
        case stopped
    }

    /// The state in words.
    package var message: Message {
        switch phase {
        case .starting: Message("environment.intake.starting")
        case .watching: Message("environment.intake.watching")
        case .catchingUp: Message("environment.intake.catching-up", ["count": .count(waiting)])
        case .waitingForFolder(let since):
            Message("environment.intake.waiting-for-folder", ["since": .instant(since)])
        case .waitingForDatabase(let since, let because):
            Message(
                "environment.intake.waiting-for-database", ["since": .instant(since), "because": .message(because)])
        case .standingBy: Message("environment.intake.standing-by")
        case .stopped: Message("environment.intake.stopped")
        }
    }

    /// Whether files are being taken in as they should.
    package var isWell: Bool {
        switch phase {
        case .waitingForFolder, .waitingForDatabase, .stopped: false
        default: true
        }
    }
}

/// Where the intake's state is kept for whoever asks.
package final class IntakeGauge: Sendable {
    private let state = Mutex(IntakeState())

    package var current: IntakeState { state.withLock { $0 } }

    private let stopping = Mutex(false)

    /// Whether the program is ending.
    var isStopping: Bool { stopping.withLock { $0 } }
    func stop() { stopping.withLock { $0 = true } }

    /// Counts files that were dealt with.
    func count(taken: Int = 0, refused: Int = 0, repeated: Int = 0, machineTime: Instant) {
        change { state in
            state.taken += taken
            state.refused += refused
            state.repeated += repeated
            state.recent.add(taken + refused + repeated, at: machineTime)
        }
    }

    func change(_ body: (inout IntakeState) -> Void) { state.withLock { body(&$0) } }
}
