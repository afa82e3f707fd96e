// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How the people behind acts proved who they are.
package protocol Authentications: Sendable {
    /// Of the acts of people that the ledger holds of `days`, the share that
    /// rest on a sign-in on record: what the city's goal calls electronically
    /// authenticated. How sure the sign-ins were, its records tell.
    ///
    /// - Parameter days: Of the calendar of Việt Nam.
    /// - Returns: A figure in per cent; without acts one that says so.
    /// - Complexity: One read of a row for each day and level.
    func authenticatedShare(on days: Range<CivilDay>) async throws -> Figure
}
