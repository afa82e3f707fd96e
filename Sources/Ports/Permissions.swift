// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What an action asks of whoever does it: one line of the city's policy, as
/// a value that can be listed, explained and tested.
package struct PermissionRule: Hashable, Sendable {
    /// `station.change`: what is acted on, and how.
    package let action: String
    /// The action in words: `Xác nhận cảnh báo`.
    package let title: Message
    /// Any of these roles will do.
    package let roles: Set<String>
    /// The states of the object in which it may be done; `nil` for any.
    package let states: Set<String>?

    package init(_ action: String, _ title: Message, roles: Set<String>, states: Set<String>? = nil) {
        self.action = action
        self.title = title
        self.roles = roles
        self.states = states
    }
}

/// Who may do what, where.
package protocol Permissions: Sendable {
    /// Whether the account may do `action` at a unit (by its identity) on an
    /// object in `state`. Default deny: an action without rule is nobody's.
    ///
    /// - Complexity: No database is asked; microseconds.
    func permits(
        account: String, _ action: String, unit: String?, state: String?, at moment: Instant
    ) async throws -> Bool
}
