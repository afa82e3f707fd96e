// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The queue of one open stream.
final class LiveClient: Sendable {
    enum Signal: Sendable {
        case event(LiveEvent)
        case beat
    }

    let number: Int
    let topics: Set<String>
    /// What to write, in order. Ends with the stream. One reader.
    let signals: AsyncStream<Signal>
    private let source: AsyncStream<Signal>.Continuation
    private let lost = Mutex(false)

    init(number: Int, topics: Set<String>, capacity: Int = 64) {
        self.number = number
        self.topics = topics
        (signals, source) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(capacity))
    }

    func offer(_ event: LiveEvent) {
        if case .dropped(.event) = source.yield(.event(event)) { lost.withLock { $0 = true } }
    }

    /// A sign of life; an event it pushes out of a full queue counts as lost.
    func beat() {
        if case .dropped(.event) = source.yield(.beat) { lost.withLock { $0 = true } }
    }

    /// Notes that events are missing, and wakes the reader.
    func lose() {
        lost.withLock { $0 = true }
        source.yield(.beat)
    }

    /// Whether events went missing since the last question.
    func takeLoss() -> Bool {
        lost.withLock { lost in
            defer { lost = false }
            return lost
        }
    }

    func end() { source.finish() }
}
