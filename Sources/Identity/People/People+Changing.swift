// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore
package import Web

extension People {
    /// One change in one transaction; this process sees it at once, others when it is announced.
    private func changing<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction, Instant) throws -> Value
    ) async throws -> Value {
        let now = clock.now
        return try await kept.changing { mark in
            try await database.write { tx in
                let value = try body(tx, now)
                try tx.announce(StaffStore.channel, mark)
                return value
            }
        }
    }

    package func add(name: String, by actor: Actor) async throws -> Person.ID {
        guard let name = AccountName(name) else { throw StaffError.nameMalformed }
        return try await changing { tx, now in
            let id = Person.ID(at: now)
            try StaffStore.insert([Person(id: id, name: name.text, leftAt: nil, version: 1)], in: tx)
            try ActStore.record(.personAdded, id.description, by: actor, at: now, detail: name.text, in: tx)
            return id
        }
    }

    /// What a form says of a post.
    package struct PostDescription: Sendable {
        package var unit: OrgUnit.ID
        package var title: String
        package var titleEnglish: String
        package var standing: Post.Standing
        package var roles: Set<Role>
        package var reach: Post.Reach
    }

    package func establish(_ said: PostDescription, by actor: Actor) async throws -> Post.ID {
        let title = said.title.tidied()
        guard !title.isEmpty, title.count <= 200 else { throw StaffError.titleMalformed }
        guard !said.roles.contains(.administrator), said.roles.isSubset(of: Role.all) else {
            throw StaffError.roleNotForPosts
        }
        guard try await organisation.chart()[said.unit] != nil else { throw StaffError.unknownUnit }
        return try await changing { tx, now in
            let id = Post.ID(at: now)
            let post = Post(
                id: id, unit: said.unit, title: title, titleEnglish: said.titleEnglish.tidied(),
                standing: said.standing, roles: said.roles, reach: said.reach)
            try StaffStore.insert([post], in: tx)
            try ActStore.record(
                .postEstablished, id.description, by: actor, at: now, detail: title, givesPower: !said.roles.isEmpty,
                in: tx)
            return id
        }
    }

    /// Gives a person a post from a moment on.
    package func appoint(
        _ person: Person.ID, to post: Post.ID, _ kind: Appointment.Kind, from: Instant, to end: Instant?, act: String,
        version: Int, by actor: Actor
    ) async throws {
        if let end, end <= from { throw StaffError.backwards }
        let chart = try await organisation.chart()
        try await changing { tx, now in
            try Self.check(person, version, in: tx)
            guard let held = try StaffStore.post(post, in: tx) else { throw StaffError.unknownPost }
            guard chart[held.unit]?.exists(on: CivilZone.vietNam.day(of: from)) == true else {
                throw StaffError.unitNotThere
            }
            let others = try StaffStore.appointments(of: person, in: tx).filter { $0.post == post }
            let overlaps = others.contains { other in
                (other.to.map { from < $0 } ?? true) && (end.map { other.from < $0 } ?? true)
            }
            if overlaps {
                throw StaffError.holdsAlready
            }
            let appointment = Appointment(
                id: Appointment.ID(at: now), person: person, post: post, kind: kind, from: from, to: end,
                act: act.tidied())
            try StaffStore.insert([appointment], in: tx)
            try ActStore.record(
                .appointed, person.description, by: actor, at: now, detail: held.title, legalBasis: act.tidied(), in: tx
            )
        }
    }

    /// Ends a post of a person, and with it what was delegated from it.
    ///
    /// - Throws: `StaffError.reasonMissing`, `.unknownAppointment`, `.backwards`.
    package func relieve(
        _ id: Appointment.ID, at end: Instant, because reason: String, by actor: Actor
    ) async throws {
        guard let reason = Reason(reason) else { throw StaffError.reasonMissing }
        try await changing { tx, now in
            guard let held = try StaffStore.appointment(id, in: tx) else { throw StaffError.unknownAppointment }
            guard end >= held.from else { throw StaffError.backwards }
            try StaffStore.end(id, at: max(end, held.from + .microseconds(1)), in: tx)
            let title = try StaffStore.post(held.post, in: tx)?.title ?? ""
            try ActStore.record(
                .relieved, held.person.description, by: actor, at: now, detail: title, reason: reason.text, in: tx)
        }
    }

    /// Lets another person use some of a post's roles until a moment.
    package func delegate(
        _ id: Appointment.ID, to person: Person.ID, roles: Set<Role>, from: Instant, until: Instant, act: String,
        by actor: Actor
    ) async throws {
        guard until > from else { throw StaffError.backwards }
        try await changing { tx, now in
            guard let held = try StaffStore.appointment(id, in: tx), let post = try StaffStore.post(held.post, in: tx)
            else { throw StaffError.unknownAppointment }
            guard held.person != person, roles.isSubset(of: post.roles) else { throw StaffError.delegationEmpty }
            guard let receiver = try StaffStore.person(person, in: tx) else { throw StaffError.unknownPerson }
            guard receiver.leftAt == nil else { throw StaffError.hasLeft }
            try StaffStore.insert(
                Delegation(
                    id: Delegation.ID(at: now), appointment: id, to: person, roles: roles, from: from, until: until,
                    act: act.tidied()), in: tx)
            try ActStore.record(
                .delegated, held.person.description, by: actor, at: now, detail: receiver.name,
                legalBasis: act.tidied(), in: tx)
        }
    }

    /// Ends a delegation before its time.
    ///
    /// - Throws: `StaffError.reasonMissing`.
    package func revoke(
        _ id: Delegation.ID, of person: Person.ID, because reason: String, by actor: Actor
    ) async throws {
        guard let reason = Reason(reason) else { throw StaffError.reasonMissing }
        try await changing { tx, now in
            try StaffStore.end(id, at: now, in: tx)
            try ActStore.record(
                .delegationRevoked, person.description, by: actor, at: now, reason: reason.text, in: tx)
        }
    }

    /// Says that an account is this person's.
    package func link(_ login: String, to person: Person.ID, by actor: Actor) async throws {
        try await changing { tx, now in
            guard let known = try StaffStore.person(person, in: tx) else { throw StaffError.unknownPerson }
            guard known.leftAt == nil else { throw StaffError.hasLeft }
            guard let account = try AccountStore.credentials(loginKey: LoginName.key(ofTyped: login), in: tx)?.account
            else { throw StaffError.unknownAccount }
            guard try StaffStore.link(account.id, to: person, in: tx) else { throw StaffError.accountTaken }
            try ActStore.record(.accountLinked, person.description, by: actor, at: now, detail: account.login, in: tx)
        }
    }

    /// The person leaves: posts and delegations end, accounts are disabled;
    /// their sessions, and programs with their tokens, are out with the next
    /// request.
    ///
    /// - Throws: `StaffError.reasonMissing`, `.ownself`, `.lastAdministrator`, `.changedMeanwhile`.
    package func leave(
        _ person: Person.ID, version: Int, because reason: String, by actor: Actor
    ) async throws {
        guard let reason = Reason(reason) else { throw StaffError.reasonMissing }
        try await changing { tx, now in
            try Self.check(person, version, in: tx)
            for account in try StaffStore.accounts(of: person, in: tx) {
                guard actor.stored != "person:\(account)" else { throw StaffError.ownself }
                guard let held = try AccountStore.account(account, in: tx), !held.isDisabled else { continue }
                if held.roles.contains(.administrator), try !AccountStore.hasAdministrator(besides: account, in: tx) {
                    throw StaffError.lastAdministrator
                }
                _ = try AccountStore.set(disabledAt: now, of: account, version: held.version, in: tx)
                try SessionStore.endAll(of: account, at: now, in: tx)
                try APITokens.revokeAll(of: account, by: actor, from: .here, at: now, in: tx)
                var event = IdentityEvent(at: now, .disabled, account: account, by: actor)
                event.reason = reason.text
                try EventStore.record(event, in: tx)
            }
            try StaffStore.endEverything(of: person, at: now, in: tx)
            try StaffStore.set(leftAt: now, of: person, in: tx)
            try ActStore.record(.left, person.description, by: actor, at: now, reason: reason.text, in: tx)
        }
    }

    private static func check(_ id: Person.ID, _ version: Int, in tx: any Transaction) throws {
        guard let person = try StaffStore.person(id, in: tx) else { throw StaffError.unknownPerson }
        guard person.leftAt == nil else { throw StaffError.hasLeft }
        guard try StaffStore.advance(id, from: version, in: tx) else { throw StaffError.changedMeanwhile }
    }
}
