// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What days that were decided afterwards make of a due time that a receipt
/// already promises.
package enum DeadlineRevision: Hashable, Sendable {
    case unchanged
    /// The office will not work on days it counted on: the applicant is told
    /// the new time and the days it comes of.
    case later(Instant, because: [WorkingCalendar.Entry])
    /// The office works more than it counted on and would be done earlier. The
    /// promise stands: a printed time is never taken back to the applicant's harm.
    case promiseStands
}

extension DossierClock {
    /// - Parameter news: Days decided since `promisedAt` was reckoned by this clock.
    /// - Throws: `ReckoningError`.
    package func revision(
        of promisedAt: Instant, _ limit: TimeLimit, from receivedAt: Instant, interruptions: [Interruption] = [],
        after news: [WorkingCalendar.Entry]
    ) throws(ReckoningError) -> DeadlineRevision {
        let renewed = DossierClock(hours: hours.over(hours.days.announcing(news)), policy: policy)
        guard let dueAt = try renewed.deadline(limit, from: receivedAt, interruptions: interruptions).dueAt else {
            return .unchanged
        }
        guard dueAt != promisedAt else { return .unchanged }
        guard dueAt > promisedAt else { return .promiseStands }
        let way = hours.zone.day(of: receivedAt)...hours.zone.day(of: dueAt)
        let causes = news.filter { way.contains($0.day) && hours.days.entry(on: $0.day)?.kind != $0.kind }
        return .later(dueAt, because: causes.sorted { $0.day < $1.day })
    }
}
