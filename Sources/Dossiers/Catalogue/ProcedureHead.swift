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
    /// Whether only a list spoke of it: papers, times and fees are not known.
    package let isHead: Bool
}

/// One version of a procedure's record and how it came here.
package struct ProcedureVersion: Hashable, Sendable {
    package let number: Int
    package let takenAt: Instant
    package let source: String
    /// `CatalogueRecord.digest`.
    package let digest: String
    package var validity = Validity()
    package let procedure: Procedure

    package var isHead: Bool { procedure.isHead }

    /// When the version was decided and holds, as somebody wrote it down from
    /// the decision: records name its number alone.
    package struct Validity: Hashable, Sendable {
        package var decidedOn: CivilDay?
        package var validFrom: CivilDay?
        /// The first day on which nobody can ask for it any more.
        package var withdrawnOn: CivilDay?

        package init(decidedOn: CivilDay? = nil, validFrom: CivilDay? = nil, withdrawnOn: CivilDay? = nil) {
            self.decidedOn = decidedOn
            self.validFrom = validFrom
            self.withdrawnOn = withdrawnOn
        }
    }
}
