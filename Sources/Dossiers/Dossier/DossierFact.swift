// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Something that happened to a dossier: what its state is worked out from.
/// Facts are only ever added.
package struct DossierFact: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Handed in; its code and look-up key are the applicant's from then on.
        case submitted
        /// Taken to be solved: the promise is given.
        case received
        /// Given to somebody, or back to the unit.
        case assigned
        /// Went on to another step.
        case moved
        case supplementAsked = "supplement-asked"
        case supplementGiven = "supplement-given"
        case paused
        case resumed
        /// A new due time, with an apology.
        case extended
        case paid
        /// Another office is competent from then on.
        case transferred
        /// Done, refused, stopped or withdrawn.
        case ended
    }

    /// From 1, without a gap.
    package let number: Int
    package let kind: Kind
    package let at: Instant
    package let by: Actor
    /// The step it was done at; empty where it was at none.
    package var step = ""
    /// The definition's action; empty for what every dossier may have happen.
    package var action = ""
    /// A step, an account, an office, or an outcome, by what happened.
    package var target = ""
    /// The name of who or what the target is, as it was then.
    package var targetName = ""
    /// A new due time; the end of a wait.
    package var moment: Instant?
    /// Đồng.
    package var amount: Int64?
    /// The number a result was given.
    package var mark = ""
    package var promise: Promise?
    /// Reason, opinion, draft: what somebody wrote. May name people: kept sealed.
    package var words = ""

    package init(_ number: Int, _ kind: Kind, at: Instant, by: Actor) {
        self.number = number
        self.kind = kind
        self.at = at
        self.by = by
    }

    /// What the applicant was promised: it stays as it was when rules change afterwards.
    package struct Promise: Hashable, Sendable {
        /// `nil` where the definition has no limit for this case and channel.
        package let limit: TimeLimit?
        /// The policy's and the calendar's codes; empty without a limit.
        package let policy: String
        package let calendar: String

        package init(limit: TimeLimit?, policy: String, calendar: String) {
            self.limit = limit
            self.policy = policy
            self.calendar = calendar
        }

        /// `3 working_day standard hours-pause`; empty for no limit.
        var stored: String { limit.map { "\($0.count) \($0.unit.rawValue) \(calendar) \(policy)" } ?? "-" }

        init?(stored: String) {
            guard !stored.isEmpty else { return nil }
            let parts = stored.split(separator: " ").map(String.init)
            guard parts.count == 4, let count = Int(parts[0]), let unit = TimeLimit.Unit(rawValue: parts[1]) else {
                self.init(limit: nil, policy: "", calendar: "")
                return
            }
            self.init(limit: try? TimeLimit(count, unit), policy: parts[3], calendar: parts[2])
        }
    }
}
