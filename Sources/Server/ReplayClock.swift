// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A past stretch of time played again: at `epoch` of the machine's time the
/// city's clock shows `start`, and then runs `speed` times as fast as life.
///
/// A demonstration with real records of a past year would otherwise show
/// nothing but stale figures, or would have to lie about their times. With
/// this clock every time on every page is the record's own; pages say that the
/// clock is a replayed one. Sessions, file settling and logs stay on the
/// machine's time.
package struct ReplayClock: Hashable, Sendable {
    package let start: Instant
    package let speed: Double
    package let epoch: Instant

    package init(start: Instant, speed: Double, epoch: Instant) {
        self.start = start
        self.speed = speed
        self.epoch = epoch
    }

    /// `START,SPEED[,EPOCH]`: START in ISO 8601 with zone, SPEED above 0 and at
    /// most 100,000, EPOCH in Unix seconds (now, when not given). Programs given
    /// the same three values agree on the time.
    package init?(_ text: String, now: Instant = .machineNow) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), let start = Instant(iso8601: parts[0]),
            let speed = Double(parts[1]), speed > 0, speed <= 100_000
        else { return nil }
        var epoch = now
        if parts.count == 3 {
            guard let seconds = Int64(parts[2]) else { return nil }
            epoch = Instant(seconds: seconds)
        }
        self.init(start: start, speed: speed, epoch: epoch)
    }

    /// What the city's clock shows when the machine's shows `machine`; never
    /// before `start`.
    package func moment(at machine: Instant) -> Instant {
        let passed = max(0, Double((machine - epoch).inMicroseconds))
        return Instant(microseconds: start.microseconds + Int64(passed * speed))
    }

    /// When the machine's clock shows what is `moment` on the city's.
    package func machineTime(of moment: Instant) -> Instant {
        let passed = max(0, Double((moment - start).inMicroseconds))
        return Instant(microseconds: epoch.microseconds + Int64(passed / speed))
    }

    /// The clock handed to features.
    package var clock: Clock { Clock { self.moment(at: .machineNow) } }
}
