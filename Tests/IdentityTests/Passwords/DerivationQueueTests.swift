// SPDX-License-Identifier: Apache-2.0

import Dispatch
import TestSupport
import Testing

@testable import Identity

@Suite("The line of derivations")
struct DerivationQueueTests {
    @Test("never runs more than two at once, and everybody has a turn")
    func bounded() async throws {
        let count = DerivationCount()
        let queue = DerivationQueue(atOnce: 2, mayWait: 200)
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<150 {
                group.addTask { try await queue.run { try count.derive([1], [2], .trivial) } }
            }
            try await group.waitForAll()
        }
        #expect(count.all == 150)
        #expect(count.most <= 2)
    }

    @Test("turns away who comes when the line is full, at once")
    func full() async throws {
        let queue = DerivationQueue(atOnce: 1, mayWait: 1)
        let gate = DispatchSemaphore(value: 0)
        async let first: Void = queue.run { gate.wait() }
        try await waitUntil("one runs") { queue.runningCount == 1 }
        async let second: Int = queue.run { 2 }
        try await waitUntil("one waits") { queue.waitingCount == 1 }

        await #expect(throws: DerivationQueue.Full.self) { try await queue.run { 3 } }

        gate.signal()
        try await first
        #expect(try await second == 2)
        #expect(try await queue.run { 4 } == 4)
    }

    @Test("lets go of who no longer waits")
    func cancelled() async throws {
        let queue = DerivationQueue(atOnce: 1, mayWait: 5)
        let gate = DispatchSemaphore(value: 0)
        async let first: Void = queue.run { gate.wait() }
        try await waitUntil("one runs") { queue.runningCount == 1 }
        let waiting = Task { try await queue.run { 2 } }
        try await waitUntil("one waits") { queue.waitingCount == 1 }

        waiting.cancel()

        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(queue.waitingCount == 0)
        gate.signal()
        try await first
    }
}
