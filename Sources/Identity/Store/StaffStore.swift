// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

/// The questions about people and posts.
enum StaffStore {
    static let channel = "identity-staff"

    /// Everybody, for the snapshot in memory.
    static func staff(in tx: any Reading) throws -> Staff {
        var roles: [Account.ID: Set<Role>] = [:]
        try tx.each("SELECT id FROM identity_account WHERE disabled_at IS NULL") { roles[try $0.get(0)] = [] }
        try tx.each("SELECT account_id, role FROM identity_account_role") { row in
            let id: Account.ID = try row.get(0)
            if roles[id] != nil { roles[id]?.insert(Role(rawValue: try row.get(1))) }
        }
        var accounts: [Account.ID: Person.ID] = [:]
        try tx.each("SELECT account_id, person_id FROM identity_person_account") {
            accounts[try $0.get(0)] = try $0.get(1)
        }
        return Staff(
            people: try tx.rows("SELECT id, name, left_at, version FROM identity_person").map(person(of:)),
            posts: try tx.rows("SELECT \(postColumns) FROM identity_post").map(post(of:)),
            appointments: try tx.rows("SELECT \(appointmentColumns) FROM identity_appointment").map(appointment(of:)),
            delegations: try tx.rows(
                """
                SELECT id, appointment_id, to_person_id, roles, valid_from, valid_to, act
                FROM identity_delegation ORDER BY id
                """
            ).map(delegation(of:)), accounts: accounts, accountRoles: roles)
    }

    private static let postColumns: SQL = "id, unit_id, title, title_en, standing, roles, reach"
    private static let appointmentColumns: SQL = "id, person_id, post_id, kind, valid_from, valid_to, act"

    static func person(_ id: Person.ID, in tx: any Reading) throws -> Person? {
        try tx.row("SELECT id, name, left_at, version FROM identity_person WHERE id = \(id)").map(person(of:))
    }

    static func post(_ id: Post.ID, in tx: any Reading) throws -> Post? {
        try tx.row("SELECT \(postColumns) FROM identity_post WHERE id = \(id)").map(post(of:))
    }

    static func appointment(_ id: Appointment.ID, in tx: any Reading) throws -> Appointment? {
        try tx.row("SELECT \(appointmentColumns) FROM identity_appointment WHERE id = \(id)").map(appointment(of:))
    }

    static func appointments(of person: Person.ID, in tx: any Reading) throws -> [Appointment] {
        try tx.rows("SELECT \(appointmentColumns) FROM identity_appointment WHERE person_id = \(person)")
            .map(appointment(of:))
    }

    static func accounts(of person: Person.ID, in tx: any Reading) throws -> [Account.ID] {
        try tx.rows("SELECT account_id FROM identity_person_account WHERE person_id = \(person) ORDER BY account_id")
            .map { try $0.get(0) }
    }

    static func insert(_ people: [Person], in tx: any Transaction) throws {
        try tx.insert(
            people.map { person in
                [
                    person.id.sqlValue, person.name.sqlValue, (" " + person.name.searchKey).sqlValue,
                    person.leftAt.sqlValue, person.version.sqlValue,
                ]
            }, [.text, .text, .text, .integer, .integer],
            into: "identity_person (id, name, search_key, left_at, version)")
    }

    static func insert(_ posts: [Post], in tx: any Transaction) throws {
        try tx.insert(
            posts.map { post in
                [
                    post.id.sqlValue, post.unit.sqlValue, post.title.sqlValue, post.titleEnglish.sqlValue,
                    post.standing.rawValue.sqlValue, text(of: post.roles).sqlValue, post.reach.rawValue.sqlValue,
                ]
            }, [.text, .text, .text, .text, .text, .text, .text],
            into: "identity_post (id, unit_id, title, title_en, standing, roles, reach)")
    }

    static func insert(_ appointments: [Appointment], in tx: any Transaction) throws {
        try tx.insert(
            appointments.map { held in
                [
                    held.id.sqlValue, held.person.sqlValue, held.post.sqlValue, held.kind.rawValue.sqlValue,
                    held.from.sqlValue, held.to.sqlValue, held.act.sqlValue,
                ]
            }, [.text, .text, .text, .text, .integer, .integer, .text],
            into: "identity_appointment (id, person_id, post_id, kind, valid_from, valid_to, act)")
    }

    static func insert(_ delegation: Delegation, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_delegation (id, appointment_id, to_person_id, roles, valid_from, valid_to, act)
            VALUES (\(delegation.id), \(delegation.appointment), \(delegation.to), \(text(of: delegation.roles)),
                \(delegation.from), \(delegation.until), \(delegation.act))
            """)
    }

    static func text(of roles: Set<Role>) -> String { roles.map(\.rawValue).sorted().joined(separator: " ") }

    private static func roles(of text: String) -> Set<Role> {
        Set(text.split(separator: " ").map { Role(rawValue: String($0)) })
    }

    private static func person(of row: Row) throws -> Person {
        Person(id: try row.get(0), name: try row.get(1), leftAt: try row.optional(2), version: try row.get(3))
    }

    private static func post(of row: Row) throws -> Post {
        Post(
            id: try row.get(0), unit: try row.get(1), title: try row.get(2), titleEnglish: try row.get(3),
            standing: Post.Standing(rawValue: try row.get(4)) ?? .officer, roles: roles(of: try row.get(5)),
            reach: Post.Reach(rawValue: try row.get(6)) ?? .unit)
    }

    private static func appointment(of row: Row) throws -> Appointment {
        Appointment(
            id: try row.get(0), person: try row.get(1), post: try row.get(2),
            kind: Appointment.Kind(rawValue: try row.get(3)) ?? .permanent, from: try row.get(4),
            to: try row.optional(5), act: try row.get(6))
    }

    private static func delegation(of row: Row) throws -> Delegation {
        Delegation(
            id: try row.get(0), appointment: try row.get(1), to: try row.get(2), roles: roles(of: try row.get(3)),
            from: try row.get(4), until: try row.get(5), act: try row.get(6))
    }
}

extension StaffStore {
    /// - Returns: Whether the person was still at `version`.
    static func advance(_ id: Person.ID, from version: Int, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            "UPDATE identity_person SET version = version + 1 WHERE id = \(id) AND version = \(version)") == 1
    }

    static func set(leftAt moment: Instant, of id: Person.ID, in tx: any Transaction) throws {
        try tx.execute("UPDATE identity_person SET left_at = \(moment) WHERE id = \(id)")
    }

    static func end(_ id: Appointment.ID, at moment: Instant, in tx: any Transaction) throws {
        try tx.execute("UPDATE identity_appointment SET valid_to = \(moment) WHERE id = \(id)")
    }

    static func end(_ id: Delegation.ID, at moment: Instant, in tx: any Transaction) throws {
        try tx.execute("UPDATE identity_delegation SET valid_to = \(moment) WHERE id = \(id) AND valid_to > \(moment)")
    }

    /// What the person holds and was given ends; what had not begun never will.
    static func endEverything(of id: Person.ID, at moment: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE identity_delegation SET valid_to = \(moment)
            WHERE valid_to > \(moment) AND (to_person_id = \(id) OR appointment_id IN
                (SELECT id FROM identity_appointment WHERE person_id = \(id)))
            """)
        try tx.execute(
            """
            UPDATE identity_appointment SET valid_from = \(moment - .microseconds(1)), valid_to = \(moment)
            WHERE person_id = \(id) AND valid_from >= \(moment)
            """)
        try tx.execute(
            """
            UPDATE identity_appointment SET valid_to = \(moment)
            WHERE person_id = \(id) AND valid_from < \(moment) AND (valid_to IS NULL OR valid_to > \(moment))
            """)
    }

    /// - Returns: Whether the account was nobody's.
    static func link(_ account: Account.ID, to person: Person.ID, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO identity_person_account (account_id, person_id) VALUES (\(account), \(person))
            ON CONFLICT (account_id) DO NOTHING
            """) == 1
    }
}

extension StaffStore {
    /// An account, and the person it belongs to.
    struct Holder: Sendable {
        let account: Account.ID
        let login: String
        var person: Person.ID?
    }

    /// Every account by the key of its login. Reads all of them: for what looks
    /// at a whole table of people.
    static func holders(in tx: any Reading) throws -> [String: Holder] {
        let rows = try tx.rows(
            """
            SELECT a.login_key, a.id, a.login, p.person_id
            FROM identity_account a LEFT JOIN identity_person_account p ON p.account_id = a.id
            """)
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                (try row.get(0), Holder(account: try row.get(1), login: try row.get(2), person: try row.optional(3)))
            })
    }

    /// Of accounts that belong to nobody yet, in the same transaction.
    static func link(_ links: [(account: Account.ID, person: Person.ID)], in tx: any Transaction) throws {
        try tx.insert(
            links.map { [$0.account.sqlValue, $0.person.sqlValue] },
            [.text, .text], into: "identity_person_account (account_id, person_id)")
    }

    static func person(ofAccount account: Account.ID, in tx: any Reading) throws -> Person.ID? {
        try tx.row("SELECT person_id FROM identity_person_account WHERE account_id = \(account)").map { try $0.get(0) }
    }
}
