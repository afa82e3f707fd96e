// SPDX-License-Identifier: Apache-2.0

package import Basics

/// An officer's order to read again all that waits in the quarantine with one
/// reason. It is worked off in pages, whoever looks on.
package struct Retrial: Hashable, Sendable, Identifiable {
    package typealias ID = Identifier<Retrial>

    package let id: ID
    /// The key of the reason: `environment.refusal.unknown-station`.
    package let reason: String
    /// The newest entry it is about, and the last one it has dealt with.
    package let newest: QuarantineEntry.ID
    package let place: QuarantineEntry.ID
    /// How many entries waited when it was ordered.
    package let total: Int
    package let done: Int
    /// Those of which something was taken in.
    package let taken: Int
    package let startedAt: Instant
    package let startedBy: Actor
    package let endedAt: Instant?

    /// The page of its progress.
    package var address: String { "/environment/quarantine/retrials/\(id)" }
}
