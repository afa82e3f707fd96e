// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What validation says of one value.
package struct Judgement: Hashable, Sendable {
    package let key: Observation.Key
    /// `Observation.valid`, or the code of what speaks against the value.
    package let flag: String
    /// Whether the value enters aggregates from now on.
    package let counts: Bool
    /// In a person's words, or a rule's parameters.
    package let reason: String

    package init(_ key: Observation.Key, flag: String, counts: Bool, reason: String) {
        self.key = key
        self.flag = flag
        self.counts = counts
        self.reason = reason
    }
}

/// A judgement that changed a value's flag: kept for good.
package struct Flagging: Hashable, Sendable {
    package let judgement: Judgement
    /// The flag before.
    package let earlierFlag: String
    /// `Actor.stored` of who judged.
    package let actor: String
    /// The name of who judged, as it was then.
    package let actorName: String
    package let flaggedAt: Instant
}

/// A value that its source replaced by another: kept as it was.
package struct Revision: Hashable, Sendable {
    package let earlier: Observation
    package let replacedAt: Instant
}

/// All that is known of how one value came to be what it is.
package struct ObservationHistory: Hashable, Sendable {
    package let now: Observation?
    /// Oldest first.
    package let revisions: [Revision]
    /// Oldest first.
    package let flaggings: [Flagging]
}
