// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The unbroken stretch of time of which the intake knows everything that
/// came: it watched the folder and had taken in all that lay there.
///
/// Whether a station is silent can only be told of this stretch. While the
/// program was off, the folder was gone or a backlog still waits, nobody knows.
package struct Attendance: Hashable, Sendable {
    /// By the city's clock.
    package let since: Instant
    /// By the city's clock: what came later is not known yet.
    package let until: Instant
    /// `until` by the machine's clock.
    package let seenAt: Instant

    /// A longer pause than this breaks the stretch: uploaders may have been
    /// unable to reach the folder as well. A restart or an upgrade is shorter.
    static let longestPause: Duration = .minutes(5)

    /// A moment at which nothing waited, by both clocks.
    struct Look: Hashable, Sendable {
        let at: Instant
        let machineAt: Instant
    }

    package init(since: Instant, until: Instant, seenAt: Instant) {
        self.since = since
        self.until = until
        self.seenAt = seenAt
    }

    init(beginningAt look: Look) { self.init(since: look.at, until: look.at, seenAt: look.machineAt) }

    /// The stretch as a newer look leaves it: longer, or begun anew after a
    /// pause or a jump of a clock.
    ///
    /// - Parameter isOwn: Whether this process saw the last moment too. Its city
    ///   clock may run faster than life; between processes only the same clock counts.
    func extended(to look: Look, isOwn: Bool) -> Attendance {
        let pause = look.machineAt - seenAt
        let step = look.at - until
        let isUnbroken =
            pause <= Self.longestPause && pause >= .zero - Self.longestPause && step >= .zero - Self.longestPause
            && (isOwn || step <= Self.longestPause)
        guard isUnbroken, look.at >= since else { return Attendance(beginningAt: look) }
        return Attendance(since: since, until: look.at, seenAt: look.machineAt)
    }
}
