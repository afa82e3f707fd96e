// SPDX-License-Identifier: Apache-2.0

/// Who may be given work.
package protocol Staffing: Sendable {
    /// Everybody who may do `action` at this moment on what belongs to the
    /// unit, by their accounts; those to whom somebody lent the power are not among them.
    ///
    /// - Parameter unit: The unit's identity.
    /// - Complexity: No database is asked; O(the city's accounts).
    func holders(of action: String, in unit: String) async throws -> [Colleague]
}

/// Somebody of the staff.
package struct Colleague: Hashable, Sendable {
    /// The account's identity.
    package let account: String
    package let name: String

    package init(account: String, name: String) {
        self.account = account
        self.name = name
    }
}
