// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

extension People {
    /// What a table would do to the staff as it is now.
    func table(_ text: String) async throws -> PeopleTable {
        let logins = try await database.read { tx in
            Set(try tx.rows("SELECT login_key FROM identity_account").map { try $0.get(0, as: String.self) })
        }
        return PeopleTable(
            text, staff: try await staff(), chart: try await organisation.chart(), logins: logins)
    }

    /// Takes in every row that is right, in one transaction: people who are
    /// not there yet, posts that are not, who holds them, whose accounts are whose.
    func takeIn(_ entries: [PeopleTable.Entry], by actor: Actor) async throws {
        let staff = try await staff()
        let now = clock.now
        var people: [String: Person.ID] = [:]
        for person in staff.people.values where person.leftAt == nil { people[person.name] = person.id }
        var posts: [String: Post.ID] = [:]
        for post in staff.posts.values { posts["\(post.unit) \(post.title)"] = post.id }
        let (knownPeople, knownPosts) = (people, posts)
        try await kept.changing { mark in
            try await database.write { tx in
                var (people, posts) = (knownPeople, knownPosts)
                for entry in entries {
                    // One account is one person; without one, people of one name are one.
                    let account = try AccountStore.credentials(loginKey: LoginName.key(ofTyped: entry.login), in: tx)?
                        .account
                    let linked = try account.flatMap { try StaffStore.person(ofAccount: $0.id, in: tx) }
                    let person = linked ?? people[entry.name] ?? Person.ID(at: now)
                    if linked == nil, people[entry.name] == nil {
                        try StaffStore.insert(Person(id: person, name: entry.name, leftAt: nil, version: 1), in: tx)
                        try ActStore.record(
                            .personAdded, person.description, by: actor, at: now, detail: entry.name, in: tx)
                        people[entry.name] = person
                    }
                    if let account, linked == nil, try StaffStore.link(account.id, to: person, in: tx) {
                        try ActStore.record(
                            .accountLinked, person.description, by: actor, at: now, detail: account.login, in: tx)
                    }
                    let key = "\(entry.unit) \(entry.title)"
                    let post = posts[key] ?? Post.ID(at: now)
                    if posts[key] == nil {
                        try StaffStore.insert(
                            Post(
                                id: post, unit: entry.unit, title: entry.title,
                                titleEnglish: "", standing: entry.standing, roles: [], reach: .parent), in: tx)
                        try ActStore.record(
                            .postEstablished, post.description, by: actor, at: now, detail: entry.title, in: tx)
                        posts[key] = post
                    }
                    try StaffStore.insert(
                        Appointment(
                            id: Appointment.ID(at: now), person: person, post: post, kind: entry.kind,
                            from: CivilZone.vietNam.start(of: entry.from), to: nil, act: entry.act), in: tx)
                    try ActStore.record(.appointed, person.description, by: actor, at: now, detail: entry.title, in: tx)
                }
                try tx.announce(StaffStore.channel, mark)
            }
        }
    }
}
