// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The announcements one listener has not taken yet: the newest `capacity`,
/// and whether older ones were lost.
final class Mailbox: Sendable {
    private struct State {
        /// A ring: `first` is the oldest of `count` payloads.
        var ring: [String] = []
        var first = 0
        var missed = false
        var isFinished = false
        var waiting: CheckedContinuation<Announcement?, Never>?

        mutating func take() -> Announcement? {
            if missed {
                missed = false
                return .missed
            }
            guard first < ring.count else { return nil }
            let payload = ring[first]
            first += 1
            if first == ring.count {
                ring.removeAll(keepingCapacity: true)
                first = 0
            }
            return .payload(payload)
        }
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    func put(_ payload: String) {
        change { state in
            state.ring.append(payload)
            guard state.ring.count - state.first > capacity else { return }
            state.first += 1
            state.missed = true
            if state.first > capacity {
                state.ring.removeFirst(state.first)
                state.first = 0
            }
        }
    }

    func putMissed() { change { $0.missed = true } }

    func finish() { change { $0.isFinished = true } }

    /// The next announcement, `nil` after the last. One listener waits at a time.
    func next() async -> Announcement? {
        await withCheckedContinuation { continuation in
            let earlier = state.withLock { state in
                let earlier = state.waiting
                state.waiting = continuation
                return earlier
            }
            earlier?.resume(returning: nil)
            change { _ in }
        }
    }

    /// Changes the state and wakes the listener when there is something for it.
    private func change(_ body: (inout State) -> Void) {
        let wake: (CheckedContinuation<Announcement?, Never>, Announcement?)? = state.withLock { state in
            if !state.isFinished { body(&state) }
            guard let waiting = state.waiting else { return nil }
            let next = state.take()
            guard next != nil || state.isFinished else { return nil }
            state.waiting = nil
            return (waiting, next)
        }
        if let (waiting, next) = wake { waiting.resume(returning: next) }
    }
}
