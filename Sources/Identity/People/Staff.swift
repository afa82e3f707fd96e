// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ports
package import Web

/// Everybody with their posts and powers, in memory: a value that is asked
/// without a database. Every answer is for a moment, so what ended a second
/// ago is no power, whether or not anybody wrote that down.
package struct Staff: Sendable {
    package let people: [Person.ID: Person]
    package let posts: [Post.ID: Post]
    package let appointments: [Appointment.ID: Appointment]
    package let delegations: [Delegation]
    /// Which accounts are whose.
    package let accounts: [Account.ID: Person.ID]
    /// Roles given to an account itself, for the whole city; none when it is disabled.
    let accountRoles: [Account.ID: Set<Role>]
    private let byPerson: [Person.ID: [Grant]]
    private let appointmentsByPerson: [Person.ID: [Appointment]]
    private let appointmentsByPost: [Post.ID: [Appointment]]

    /// A power with what it rests on.
    package struct Grant: Hashable, Sendable {
        package enum Basis: Hashable, Sendable {
            case account
            case post(Appointment, Post)
            case delegation(Delegation, Appointment, Post)
        }

        package let basis: Basis
        package let roles: Set<Role>
        package let from: Instant
        package let until: Instant?

        package var post: Post? {
            switch basis {
            case .account: nil
            case .post(_, let post), .delegation(_, _, let post): post
            }
        }

        func holds(at moment: Instant) -> Bool { from <= moment && until.map { moment < $0 } ?? true }
    }

    init(
        people: [Person], posts: [Post], appointments: [Appointment], delegations: [Delegation],
        accounts: [Account.ID: Person.ID], accountRoles: [Account.ID: Set<Role>]
    ) {
        self.people = Dictionary(people.map { ($0.id, $0) }) { $1 }
        self.posts = Dictionary(posts.map { ($0.id, $0) }) { $1 }
        self.appointments = Dictionary(appointments.map { ($0.id, $0) }) { $1 }
        self.delegations = delegations
        self.accounts = accounts
        self.accountRoles = accountRoles
        appointmentsByPerson = Dictionary(grouping: appointments, by: \.person)
        appointmentsByPost = Dictionary(grouping: appointments, by: \.post)
        var grants: [Person.ID: [Grant]] = [:]
        for held in appointments.sorted(by: { $0.id < $1.id }) {
            guard let post = self.posts[held.post] else { continue }
            grants[held.person, default: []].append(
                Grant(basis: .post(held, post), roles: post.roles, from: held.from, until: held.to))
        }
        for delegation in delegations {
            guard let held = self.appointments[delegation.appointment], let post = self.posts[held.post] else {
                continue
            }
            // Nobody passes on more than they have, nor for longer.
            grants[delegation.to, default: []].append(
                Grant(
                    basis: .delegation(delegation, held, post), roles: delegation.roles.intersection(post.roles),
                    from: max(delegation.from, held.from),
                    until: held.to.map { min($0, delegation.until) } ?? delegation.until))
        }
        byPerson = grants
    }

    /// All powers of an account, those that have ended included.
    package func grants(of account: Account.ID) -> [Grant] {
        guard let own = accountRoles[account] else { return [] }
        let first = own.isEmpty ? [] : [Grant(basis: .account, roles: own, from: Instant(seconds: 0), until: nil)]
        guard let person = accounts[account], people[person]?.leftAt == nil else { return first }
        return first + (byPerson[person] ?? [])
    }

    package func appointments(of person: Person.ID) -> [Appointment] {
        (appointmentsByPerson[person] ?? []).sorted { ($0.from, $0.id) < ($1.from, $1.id) }
    }

    package func holders(of post: Post.ID, at moment: Instant) -> [Person] {
        (appointmentsByPost[post] ?? []).filter { $0.holds(at: moment) }.compactMap { people[$0.person] }
            .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
}
