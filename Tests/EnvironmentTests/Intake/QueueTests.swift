// SPDX-License-Identifier: Apache-2.0

import Basics
import CDispatch
import Glibc
import Testing

@testable import Environment

@Suite("The queue of waiting files")
struct QueueTests {
    private let now = City.start

    /// Of now is what ends within ten minutes.
    private func isLive(_ name: [UInt8], _ moment: Instant) -> Bool { moment > now - .minutes(10) }

    private func name(_ moment: Instant) -> RawPath { RawPath("S/KHI001_\(stamp(moment)).txt") }

    @Test("gives the oldest first, whatever the order of arrival")
    func order() {
        var queue = IntakeQueue(capacity: 100, settleTime: .seconds(5))
        for hours in [5, 1, 9, 3, 7] {
            queue.close(name(now - .days(1) - .hours(hours)), noticedAt: now, isLive: isLive)
        }

        #expect(queue.next(10).map { (now - .days(1) - $0.at).components.seconds / 3_600 } == [9, 7, 5, 3, 1])
    }

    @Test("a file of now goes before a backlog, however it was found and put back")
    func liveFirst() {
        var queue = IntakeQueue(capacity: 100, settleTime: .seconds(5))
        for hours in 1...20 { queue.close(name(now - .days(1) - .hours(hours)), noticedAt: now, isLive: isLive) }
        #expect(queue.next(5).count == 5)
        for minute in 1...3 { queue.close(name(now - .minutes(minute)), noticedAt: now, isLive: isLive) }
        queue.see(
            name(now - .minutes(4)), .init(stat()), isBeingWritten: false, machineTime: now, noticedAt: now,
            isLive: isLive)

        let batch = queue.next(10)
        #expect(batch.map(\.at) == [4, 3, 2, 1].map { now - .minutes($0) })
        queue.putBack(batch)
        #expect(queue.oldestAt == now - .days(1) - .hours(15))
        #expect(queue.next(2).map(\.at) == [4, 3].map { now - .minutes($0) })
        #expect(queue.next(2).map(\.at) == [2, 1].map { now - .minutes($0) })

        #expect(queue.next(3).map(\.at) == [15, 14, 13].map { now - .days(1) - .hours($0) })
        #expect(queue.count == 12)
    }

    @Test("a file that never stands still is waited for a minute, no longer")
    func neverStill() {
        var queue = IntakeQueue(capacity: 100, settleTime: .seconds(5))
        func look(at seconds: Int) -> Bool {
            var status = stat()
            status.st_size = seconds
            let moment = now + .seconds(seconds)
            status.st_mtim.tv_sec = Int(moment.microseconds / 1_000_000)
            queue.see(name(now), .init(status), machineTime: moment, noticedAt: moment, isLive: isLive)
            return queue.maySettle(machineTime: moment)
        }
        #expect(look(at: 0) && look(at: 30) && look(at: 60) && !look(at: 61) && !look(at: 90))
        #expect(queue.isSettling)
    }

    @Test("keeps the oldest when there are too many, and says that there are more")
    func capacity() {
        var queue = IntakeQueue(capacity: 50, settleTime: .seconds(5))
        for hours in 1...200 { queue.close(name(now - .days(1) - .hours(hours)), noticedAt: now, isLive: isLive) }
        #expect(queue.isIncomplete && queue.count < 100)

        #expect(queue.next(1).first?.at == (now - .days(1) - .hours(200)))
        queue.beginScan()
        #expect(!queue.isIncomplete)
    }

    @Test("does not take one file twice")
    func twice() {
        var queue = IntakeQueue(capacity: 50, settleTime: .seconds(5))
        queue.close(name(now), noticedAt: now, isLive: isLive)
        queue.close(name(now), noticedAt: now, isLive: isLive)
        #expect(queue.next(10).count == 1)
        #expect(queue.next(10).isEmpty)
    }
}
