// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A procedure in a list.
package struct ProcedureHead: Codable, Hashable, Sendable {
    package let code: String
    package let name: String
    package let field: String
    package let decision: String
    package let version: Int
    /// Whether one of its channels is online; whether wholly or in part the catalogue does not say.
    package let isOnline: Bool
}

/// One version of a procedure's record and how it came here.
package struct ProcedureVersion: Hashable, Sendable {
    package let number: Int
    package let takenAt: Instant
    package let source: String
    package let procedure: Procedure
}
