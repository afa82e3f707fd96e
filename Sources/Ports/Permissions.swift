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

/// To whom belongs what is acted on.
package enum ActScope: Hashable, Sendable {
    /// Nothing in particular yet: whether it may be done anywhere at all.
    case anywhere
    /// A unit, by its identity.
    case unit(String)
    /// A unit and everything below it.
    case unitAndBelow(String)
    /// The unit that has this code today: `25459`, `vamco:25459-VP`. A code
    /// that is empty or no unit's belongs to the whole city.
    case code(String)
    /// The whole city, and what belongs to no unit of it.
    case city
}

/// That somebody may act, and by which power.
package struct Power: Hashable, Sendable {
    /// The post's unit, and the delegation if it came by one; `nil` for a role
    /// given to the account itself, which is no unit's.
    package let office: Actor.Office?

    package init(in office: Actor.Office?) { self.office = office }
}

/// Who may do what, where.
package protocol Permissions: Sendable {
    /// Whether the account may now do `action` on an object of `scope` in
    /// `state`. Default deny: an action without rule is nobody's, and an object
    /// of no unit is for those whose power is for the whole city.
    ///
    /// - Complexity: No database is asked; microseconds.
    func permits(account: String, _ action: String, in scope: ActScope, state: String?) async throws -> Bool

    /// The power by which it may, the one that is nearest: the account's own
    /// role, a post, a delegation; `nil` where it may not.
    ///
    /// - Complexity: As `permits`.
    func power(of account: String, _ action: String, in scope: ActScope, state: String?) async throws -> Power?
}

extension Permissions {
    /// Goes on only where the actor may do `action` in every one of the scopes.
    ///
    /// - Returns: The actor in the office whose power it is: what the act is
    ///   done by. Of several scopes the first decides.
    /// - Throws: `PermissionError.outOfReach`.
    package func require(
        _ action: String, of actor: Actor, in scopes: ActScope..., state: String? = nil
    ) async throws -> Actor {
        try await require(action, of: actor, in: scopes, state: state)
    }

    package func require(
        _ action: String, of actor: Actor, in scopes: [ActScope], state: String? = nil
    ) async throws -> Actor {
        var first: Power?
        for scope in scopes {
            guard let id = actor.personID, let power = try await power(of: id, action, in: scope, state: state) else {
                throw PermissionError.outOfReach
            }
            first = first ?? power
        }
        return actor.acting(in: first?.office)
    }

    /// Whether a person may; the system and visitors have no powers to ask for.
    package func permits(
        _ actor: Actor, _ action: String, in scope: ActScope, state: String? = nil
    ) async throws -> Bool {
        guard let id = actor.personID else { return false }
        return try await permits(account: id, action, in: scope, state: state)
    }
}

/// Why an act is refused to somebody whose role it is.
package enum PermissionError: UserFacing, Hashable {
    /// It is another unit's, or in a state in which nobody may.
    case outOfReach

    package var answer: (status: Int, message: Message) { (403, Message("web.error.out-of-reach")) }
}
