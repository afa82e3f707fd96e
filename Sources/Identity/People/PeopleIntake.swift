// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// What a table of people adds to the staff, gathered row by row and written at once.
struct PeopleIntake {
    private let actor: Actor
    private let now: Instant
    private var known: [String: Person.ID] = [:]
    private var knownPosts: [String: Post.ID] = [:]
    /// Accounts by the key of their login.
    private var accounts: [String: StaffStore.Holder]

    private var people: [Person] = []
    private var posts: [Post] = []
    private var appointments: [Appointment] = []
    private var links: [(account: Account.ID, person: Person.ID)] = []
    private var acts: [IdentityAct] = []

    init(staff: Staff, accounts: [String: StaffStore.Holder], actor: Actor, at now: Instant) {
        self.actor = actor
        self.now = now
        self.accounts = accounts
        for person in staff.people.values where person.leftAt == nil { known[person.name] = person.id }
        for post in staff.posts.values { knownPosts[Self.key(post.unit, post.title)] = post.id }
    }

    mutating func add(_ entry: PeopleTable.Entry) {
        let person = person(entry)
        let post = post(entry)
        appointments.append(
            Appointment(
                id: Appointment.ID(at: now), person: person, post: post, kind: entry.kind,
                from: CivilZone.vietNam.start(of: entry.from), to: nil, act: entry.act))
        note(.appointed, person.description, entry.title, legalBasis: entry.act)
    }

    /// One account is one person; without one, people of one name are one.
    private mutating func person(_ entry: PeopleTable.Entry) -> Person.ID {
        let login = LoginName.key(ofTyped: entry.login)
        let account = entry.login.isEmpty ? nil : accounts[login]
        if let linked = account?.person { return linked }
        let person = known[entry.name] ?? Person.ID(at: now)
        if known[entry.name] == nil {
            people.append(Person(id: person, name: entry.name, leftAt: nil, version: 1))
            note(.personAdded, person.description, entry.name)
            known[entry.name] = person
        }
        if let account {
            links.append((account.account, person))
            accounts[login]?.person = person
            note(.accountLinked, person.description, account.login)
        }
        return person
    }

    private mutating func post(_ entry: PeopleTable.Entry) -> Post.ID {
        let key = Self.key(entry.unit, entry.title)
        if let post = knownPosts[key] { return post }
        let post = Post(
            id: Post.ID(at: now), unit: entry.unit, title: entry.title, titleEnglish: "", standing: entry.standing,
            roles: [], reach: .parent)
        posts.append(post)
        // Without roles: the table gives nobody power by it.
        note(.postEstablished, post.id.description, entry.title, givesPower: false)
        knownPosts[key] = post.id
        return post.id
    }

    private mutating func note(
        _ kind: IdentityAct.Kind, _ subject: String, _ detail: String, legalBasis: String = "",
        givesPower: Bool? = nil
    ) {
        acts.append(
            IdentityAct(
                kind, subject, by: actor, at: now, detail: detail, legalBasis: legalBasis, givesPower: givesPower))
    }

    private static func key(_ unit: OrgUnit.ID, _ title: String) -> String { "\(unit) \(title)" }

    func write(in tx: any Transaction) throws {
        try StaffStore.insert(people, in: tx)
        try StaffStore.link(links, in: tx)
        try StaffStore.insert(posts, in: tx)
        try StaffStore.insert(appointments, in: tx)
        try ActStore.record(acts, in: tx)
    }
}
