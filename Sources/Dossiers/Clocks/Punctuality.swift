// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Whether work on a dossier ended in time. Judged on the end of processing,
/// not on the day the result was fetched.
package enum Punctuality: String, CaseIterable, Hashable, Sendable {
    case early
    case onTime = "on_time"
    case late
}

extension DeadlinePolicy.Judgement {
    /// By days, not minutes: whatever ends on the due day is on time.
    ///
    /// - Returns: `nil` where the policy keeps the dossier apart.
    package func punctuality(
        finishedAt: Instant, dueAt: Instant?, isWithdrawn: Bool = false, in zone: CivilZone = .vietNam
    ) -> Punctuality? {
        if isWithdrawn { return withdrawn }
        guard let dueAt else { return withoutDueDate }
        let (finished, due) = (zone.day(of: finishedAt), zone.day(of: dueAt))
        return finished == due ? .onTime : finished < due ? .early : .late
    }
}
