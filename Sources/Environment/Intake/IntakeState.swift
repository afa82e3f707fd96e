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
    /// Files taken in since the program started, refused ones included.
    package var taken = 0
    package var refused = 0
    package var lastTakenAt: Instant?
    /// Files that may not be read: wrong permissions, bad disk.
    package var unreadable = 0

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

    func change(_ body: (inout IntakeState) -> Void) { state.withLock { body(&$0) } }
}
