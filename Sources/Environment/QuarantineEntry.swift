// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A file or a line that was not taken in, and why. Nothing that arrives is
/// dropped: an entry waits until somebody retries or settles it.
package struct QuarantineEntry: Hashable, Sendable, Identifiable {
    package typealias ID = RowID<QuarantineEntry>

    package let id: ID
    /// The record of the file; `nil` for a file that was too large to read.
    package let file: StationFileRecord.ID?
    /// The station the file's name speaks of, registered or not.
    package let stationCode: String?
    package let name: String
    /// Where in the intake folder it lay.
    package let path: String
    /// The line, from 1; `nil` when the whole file was refused.
    package let line: Int?
    /// The line, or the file's beginning: at most 200 characters.
    package let excerpt: String
    package let reason: Message
    /// Where in the data folder's quarantine the file lies, when it is not in
    /// the database.
    package let keptAs: String?
    package let receivedAt: Instant
    package let state: State
    package let handledAt: Instant?
    /// Who retried or settled it: `Actor.stored`.
    package let handledBy: String?
    package let note: String

    /// The entry's page.
    package var address: String { "/environment/quarantine/\(id)" }

    package enum State: String, Sendable, CaseIterable {
        case waiting
        /// The rules of a later moment took it in.
        case retried
        /// Somebody decided that nothing is to be done.
        case settled
    }
}
