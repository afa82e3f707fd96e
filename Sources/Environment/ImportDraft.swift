// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A file of past values somebody uploaded, on its way into the store: a draft
/// until it is confirmed, then worked off in short transactions.
package struct ImportDraft: Hashable, Sendable, Identifiable {
    package typealias ID = Identifier<ImportDraft>

    package let id: ID
    /// The file's name as uploaded.
    package let name: String
    /// In bytes.
    package let size: Int
    /// The mapping of columns to series as JSON; empty until one is chosen.
    package let plan: String
    package let state: State
    package let createdAt: Instant
    package let createdByName: String
    package let confirmedAt: Instant?
    package let endedAt: Instant?
    package let rowsTotal: Int
    package let rowsDone: Int
    package let accepted: Int
    package let refused: Int
    /// Why it failed as a whole.
    package let failure: Message?

    package enum State: String, Sendable, CaseIterable {
        case draft, confirmed, done, failed, discarded
    }

    package var address: String { "/environment/imports/\(id)" }

    /// A row that was not taken, and why.
    package struct Refusal: Hashable, Sendable {
        package let line: Int
        package let excerpt: String
        package let reason: Message
    }
}
