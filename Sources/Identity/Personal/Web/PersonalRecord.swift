// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Everything the program holds about a person, for the person.
struct PersonalRecord: Encodable {
    struct Post: Encodable {
        let title: String
        let unit: String
        let kind: String
        let from: String
        let to: String?
        let act: String
    }

    struct Session: Encodable {
        let signedInAt: String
        let lastSeenAt: String
        let address: String
        let device: String
    }

    struct Event: Encodable {
        let at: String
        let kind: String
        let address: String
    }

    struct Reading: Encodable {
        let at: String
        let reader: String
        let field: String?
        let way: String
        let reason: String
    }

    struct Filed: Encodable {
        let filedAt: String
        let kind: String
        let words: String
        let dueOn: String
        let state: String
        let answer: String
        let answeredAt: String?
    }

    let madeAt: String
    let name: String
    let login: String
    let roles: [String]
    let accountSince: String
    let fields: [String: String]
    let posts: [Post]
    let sessions: [Session]
    let events: [Event]
    let readings: [Reading]
    let requests: [Filed]
}

/// Everything the program holds about a citizen, for the citizen.
struct CitizenRecord: Encodable {
    struct Session: Encodable {
        let signedInAt: String
        let lastSeenAt: String
        let provedAt: String?
        let level: String
        let address: String
        let device: String
    }

    let madeAt: String
    let id: String
    let provider: String
    let kind: String
    let since: String
    let fields: [String: String]
    let sessions: [Session]
    let events: [PersonalRecord.Event]
    let readings: [PersonalRecord.Reading]
    let requests: [PersonalRecord.Filed]
}

extension PersonalPages {
    /// Everything in one value; making it is a reading of its own.
    func record(of id: Account.ID, holder: DataHolder, by reader: Actor) async throws -> PersonalRecord {
        let account = try await accounts.account(id)
        let staff = try await people.staff()
        let chart = try await people.organisation.chart()
        let person = Person.ID(holder.id)
        let posts = person.map { staff.appointments(of: $0) } ?? []
        let day = people.organisation.today
        return PersonalRecord(
            madeAt: text(data.clock.now), name: account.name, login: account.login,
            roles: account.roles.map(\.rawValue).sorted(), accountSince: text(account.createdAt),
            fields: try await data.exported(of: holder, by: reader),
            posts: posts.map { held in
                let post = staff.posts[held.post]
                return .init(
                    title: post?.title ?? "", unit: post.map { chart.title(of: $0.unit, on: day) } ?? "",
                    kind: held.kind.rawValue, from: text(held.from), to: held.to.map(text), act: held.act)
            },
            sessions: try await sessions.open(of: id, token: nil).all.map {
                .init(
                    signedInAt: text($0.createdAt), lastSeenAt: text($0.lastSeenAt), address: $0.address,
                    device: $0.userAgent)
            },
            events: try await accounts.events(of: id, latest: 10_000).map(event),
            readings: try await readings(of: holder), requests: try await filed(for: holder))
    }

    /// The same of a citizen.
    func record(of id: Citizen.ID) async throws -> CitizenRecord {
        let fields = try await data.exported(id)
        guard let citizen = try await data.citizen(id) else { throw PersonalError.nothingKept }
        let holder = DataHolder(id)
        return CitizenRecord(
            madeAt: text(data.clock.now), id: id.description, provider: citizen.provider,
            kind: citizen.profile.kind.rawValue, since: text(citizen.createdAt), fields: fields,
            sessions: try await citizenSessions.open(of: id, token: nil).all.map {
                .init(
                    signedInAt: text($0.createdAt), lastSeenAt: text($0.lastSeenAt), provedAt: $0.provedAt.map(text),
                    level: $0.level.rawValue, address: $0.address, device: $0.userAgent)
            },
            events: try await data.events(of: id).map(event), readings: try await readings(of: holder),
            requests: try await filed(for: holder))
    }

    private func event(_ event: IdentityEvent) -> PersonalRecord.Event {
        .init(at: text(event.at), kind: event.kind.rawValue, address: event.address)
    }

    private func readings(of holder: DataHolder) async throws -> [PersonalRecord.Reading] {
        try await data.readings(of: holder, limit: 10_000).items.map {
            .init(
                at: text($0.at), reader: $0.readerName, field: $0.field?.rawValue, way: $0.way.rawValue,
                reason: $0.reason)
        }
    }

    private func filed(for holder: DataHolder) async throws -> [PersonalRecord.Filed] {
        try await data.requests(of: holder, limit: 10_000).map {
            .init(
                filedAt: text($0.filedAt), kind: $0.kind.rawValue, words: $0.words, dueOn: $0.dueOn.iso8601,
                state: $0.state.rawValue, answer: $0.answer, answeredAt: $0.answeredAt.map(text))
        }
    }

    private func text(_ moment: Instant) -> String { moment.iso8601(in: .vietNam) }
}
