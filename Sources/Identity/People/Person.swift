// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Web

/// Somebody who works, or worked, for the city. Accounts are how a person
/// signs in; posts are what a person may do.
package struct Person: Hashable, Sendable {
    package typealias ID = Identifier<Person>

    package let id: ID
    package let name: String
    /// Since when the person has left; `nil` while working here.
    package let leftAt: Instant?
    /// Counts changes, so that two administrators cannot overwrite each other unseen.
    package let version: Int
}

/// An office in a unit: it exists whether or not somebody holds it.
package struct Post: Hashable, Sendable {
    package typealias ID = Identifier<Post>

    /// The post's place in its unit, which decides how its holder signs.
    package enum Standing: String, CaseIterable, Sendable {
        case head
        case deputy
        case officer
    }

    /// Where the post's roles count.
    package enum Reach: String, CaseIterable, Sendable {
        /// In the post's own unit.
        case unit
        /// There and in everything below it.
        case subtree
        /// In the unit above it and everything below that: an office that works for its whole ward.
        case parent
        /// In the whole city, and for what belongs to no unit.
        case city
    }

    package let id: ID
    package let unit: OrgUnit.ID
    package let title: String
    package let titleEnglish: String
    package let standing: Standing
    package let roles: Set<Role>
    package let reach: Reach
}

/// That a person holds a post during some time.
package struct Appointment: Hashable, Sendable {
    package typealias ID = Identifier<Appointment>

    package enum Kind: String, CaseIterable, Sendable {
        case permanent
        /// In charge until somebody is appointed.
        case acting
        /// Beside another post.
        case concurrent
    }

    package let id: ID
    package let person: Person.ID
    package let post: Post.ID
    package let kind: Kind
    package let from: Instant
    /// The first moment without; `nil` while no end is known.
    package let to: Instant?
    package let act: String

    package func holds(at moment: Instant) -> Bool { from <= moment && to.map { moment < $0 } ?? true }
}

/// That the holder of a post lets somebody else use some of its roles for a while.
package struct Delegation: Hashable, Sendable {
    package typealias ID = Identifier<Delegation>

    package let id: ID
    package let appointment: Appointment.ID
    package let to: Person.ID
    package let roles: Set<Role>
    package let from: Instant
    /// The first moment without: a delegation without end is none.
    package let until: Instant
    package let act: String

    package func holds(at moment: Instant) -> Bool { from <= moment && moment < until }
}
