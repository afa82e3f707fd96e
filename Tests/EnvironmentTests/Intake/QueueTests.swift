// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Environment

@Suite("The queue of waiting files")
struct QueueTests {
    private let now = City.start

    private func name(_ moment: Instant) -> RawPath { RawPath("S/KHI001_\(stamp(moment)).txt") }

    @Test("gives the oldest first, whatever the order of arrival")
    func order() {
        var queue = IntakeQueue(capacity: 100, settleTime: .seconds(5))
        for hours in [5, 1, 9, 3, 7] { queue.close(name(now - .days(1) - .hours(hours)), noticedAt: now) }

        #expect(queue.next(10).map { (now - .days(1) - $0.at).components.seconds / 3_600 } == [9, 7, 5, 3, 1])
    }

    @Test("lets a file that has just come go before a backlog, by half a batch")
    func liveFirst() {
        var queue = IntakeQueue(capacity: 100, settleTime: .seconds(5))
        for hours in 1...20 { queue.close(name(now - .days(1) - .hours(hours)), noticedAt: now) }
        for minute in 1...10 { queue.close(name(now - .minutes(minute)), noticedAt: now) }

        let batch = queue.next(10)

        #expect(batch.count { $0.at > now - .hours(1) } == 5)
        #expect(queue.count == 20)
    }

    @Test("keeps the oldest when there are too many, and says that there are more")
    func capacity() {
        var queue = IntakeQueue(capacity: 50, settleTime: .seconds(5))
        for hours in 1...200 { queue.close(name(now - .days(1) - .hours(hours)), noticedAt: now) }
        #expect(queue.isIncomplete && queue.count < 100)

        #expect(queue.next(1).first?.at == (now - .days(1) - .hours(200)))
        queue.beginScan()
        #expect(!queue.isIncomplete)
    }

    @Test("does not take one file twice")
    func twice() {
        var queue = IntakeQueue(capacity: 50, settleTime: .seconds(5))
        queue.close(name(now), noticedAt: now)
        queue.close(name(now), noticedAt: now)
        #expect(queue.next(10).count == 1)
        #expect(queue.next(10).isEmpty)
    }
}
