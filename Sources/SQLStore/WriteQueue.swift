// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The writes that wait, taken by one or several lanes of a driver. Each lane
/// is a thread with a connection; it takes all that waits at once, so that one
/// commit serves many callers.
package final class WriteQueue: Sendable {
    fileprivate struct State {
        var waiting: [PendingWrite] = []
        var runningLanes = 0
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let lanes: Int

    /// The most writes one commit serves.
    private let largestBatch = 512

    /// - Parameter capacity: How many writes may wait; more are refused.
    package init(capacity: Int, lanes: Int = 1) {
        self.capacity = capacity
        self.lanes = lanes
    }

    /// - Returns: Whether the caller must start a lane: a thread that calls
    ///   `next` until that returns nothing.
    package func submit(_ write: PendingWrite) -> Bool {
        let (refusal, starts): (StoreError?, Bool) = state.withLock { state in
            if state.isClosed { return (.closed, false) }
            if state.waiting.count >= capacity { return (.overloaded, false) }
            state.waiting.append(write)
            guard state.runningLanes < lanes else { return (nil, false) }
            state.runningLanes += 1
            return (nil, true)
        }
        if let refusal { write.fail(refusal) }
        return starts
    }

    /// The writes for a lane's next commit; empty when the lane ends.
    package func next() -> [PendingWrite] {
        let (batch, closers): ([PendingWrite], [CheckedContinuation<Void, Never>]) = state.withLock { state in
            guard state.waiting.isEmpty else {
                // Lanes share what waits, so that none sits idle beside a full one.
                let share = (state.waiting.count + lanes - 1) / lanes
                let batch = Array(state.waiting.prefix(min(share, largestBatch)))
                state.waiting.removeFirst(batch.count)
                return (batch, [])
            }
            state.runningLanes -= 1
            return ([], state.takeClosers())
        }
        for closer in closers { closer.resume() }
        return batch
    }

    /// Refuses new writes and returns when all that waited have ended.
    package func close() async {
        await withCheckedContinuation { continuation in
            let closers = state.withLock { state in
                state.isClosed = true
                state.closers.append(continuation)
                return state.takeClosers()
            }
            for closer in closers { closer.resume() }
        }
    }
}

extension WriteQueue.State {
    fileprivate mutating func takeClosers() -> [CheckedContinuation<Void, Never>] {
        guard isClosed, runningLanes == 0 else { return [] }
        defer { closers = [] }
        return closers
    }
}
