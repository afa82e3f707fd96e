// SPDX-License-Identifier: Apache-2.0

import Basics

/// How failed sign-ins of one subject are slowed down.
///
/// The first `limit` failures cost nothing. That one and every later one locks
/// the subject: one minute, two, four, up to a quarter of an hour. A subject
/// that does not fail for `forgetsAfter` begins anew, so the longest lock must
/// be shorter than that.
package struct ThrottleRule: Hashable, Sendable {
    package var limit: Int
    package var firstLock: Duration = .minutes(1)
    package var longestLock: Duration = .minutes(15)
    package var forgetsAfter: Duration = .hours(1)

    package init(limit: Int) { self.limit = limit }

    /// How long a subject is locked by its `count`th failure in a row, or `nil`
    /// while it is not.
    package func lock(afterFailures count: Int) -> Duration? {
        guard count >= limit else { return nil }
        // Ten doublings of a second pass every sensible longest lock.
        let doublings = min(count - limit, 20)
        return min(firstLock * (1 << doublings), longestLock)
    }
}
