// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A file a station sent, as it was taken in. The record stays for good; its
/// content is kept beside it for as long as the retention rule says.
package struct StationFileRecord: Hashable, Sendable, Identifiable {
    package typealias ID = RowID<StationFileRecord>

    package let id: ID
    package let name: String
    /// Where in the intake folder it lay, with its name.
    package let path: String
    /// `nil` when no station could be told from it.
    package let station: Station.ID?
    /// Of its content; 32 bytes.
    package let sha256: [UInt8]
    /// In bytes.
    package let size: Int
    /// The time in its name; `nil` when there is none to read.
    package let stampedAt: Instant?
    /// When it came to the intake folder.
    package let receivedAt: Instant
    /// When it was taken in.
    package let takenAt: Instant
    package let lines: Int
    package let accepted: Int
    package let refused: Int
    /// How many times the same name and content came again.
    package let repeated: Int
    package let repeatedAt: Instant?
    /// 1, or more when the name had come before with other content.
    package let version: Int
    /// Whether it was old when it came: it raised no alarms.
    package let isBacklog: Bool
    package let state: State

    /// The page of the file; `#L12` leads to a line.
    package var address: String { "/environment/files/\(id)" }

    package enum State: String, Sendable {
        /// At least a line was accepted.
        case taken
        /// Nothing was accepted: it is in quarantine.
        case refused
    }
}
