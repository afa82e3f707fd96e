// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ports
import SQLStore

extension PersonalData {
    private static let requestPurpose = "data request"
    /// More than a person has reason to have open at a time.
    private static let openLimit = 20

    /// Files a request; its term begins on the day after.
    ///
    /// - Throws: `PersonalError.requestEmpty`, `.tooManyRequests`.
    package func file(
        _ kind: DataRequest.Kind, _ words: String, for holder: DataHolder, by actor: Actor
    ) async throws -> DataRequest.ID {
        let words = String(words.tidied().prefix(4_000))
        guard words.count >= 5 else { throw PersonalError.requestEmpty }
        let now = clock.now
        let calendar = try await calendar.workingCalendar()
        let request = DataRequest(
            id: DataRequest.ID(at: now), holder: holder, kind: kind, words: words, filedAt: now,
            filedBy: actor.stored, filedByName: actor.name,
            dueOn: calendar.lastDay(ofTerm: DataRequest.term, from: CivilZone.vietNam.day(of: now)), state: .open,
            answer: "", answeredAt: nil, answeredByName: "")
        let sealed = try sealedWords(words, of: request.id)
        try await database.write { tx in
            guard try DataRequestStore.openCount(of: holder, in: tx) < Self.openLimit else {
                throw PersonalError.tooManyRequests
            }
            try DataRequestStore.insert(request, sealedWords: sealed, in: tx)
            try ActStore.record(.requestFiled, holder.id, by: actor, at: now, detail: kind.rawValue, in: tx)
        }
        return request.id
    }

    /// Answers a request: granted or refused, with words for the person.
    /// Granting a request to erase does it: everything kept of the person goes
    /// at once, as `eraseAll` says.
    ///
    /// - Throws: `PersonalError.answerMissing`, `.unknownRequest`, `.answeredAlready`;
    ///   `.ownRequest` to whoever it is about or filed it; `.held` where a legal
    ///   hold forbids to erase, `.othersOpen` where words of other requests are
    ///   still needed.
    package func answer(
        _ id: DataRequest.ID, _ state: DataRequest.State, _ words: String, by actor: Actor
    ) async throws {
        let words = String(words.tidied().prefix(4_000))
        guard words.count >= 5, state != .open else { throw PersonalError.answerMissing }
        let sealed = try sealedWords(words, of: id)
        let now = clock.now
        try await database.write { tx in
            guard let stored = try DataRequestStore.one(id, in: tx) else { throw PersonalError.unknownRequest }
            guard try !Self.isOwn(stored, of: actor, in: tx) else { throw PersonalError.ownRequest }
            guard try DataRequestStore.answer(id, state, sealed, by: actor, at: now, in: tx) else {
                throw PersonalError.answeredAlready
            }
            try ActStore.record(.requestAnswered, stored.holder.id, by: actor, at: now, detail: state.rawValue, in: tx)
            guard stored.kind == .erase, state == .granted else { return }
            guard try !DataRequestStore.othersAreOpen(than: id, of: stored.holder, in: tx) else {
                throw PersonalError.othersOpen
            }
            try eraseAll(
                of: stored.holder, .request(id, filedAt: stored.filedAt, answer: words), by: actor, at: now, in: tx)
        }
    }

    /// Whether a request is the actor's own: filed by them, or about them.
    private static func isOwn(
        _ stored: DataRequestStore.Stored, of actor: Actor, in tx: any Reading
    ) throws -> Bool {
        let accounts = try stored.holder.person.map { try StaffStore.accounts(of: $0, in: tx) } ?? []
        let own = [stored.holder.id] + accounts.map(\.description)
        return stored.filedBy == actor.stored || own.contains { actor.stored == "person:\($0)" }
    }

    package func request(_ id: DataRequest.ID) async throws -> DataRequest {
        guard let stored = try await database.read({ tx in try DataRequestStore.one(id, in: tx) }) else {
            throw PersonalError.unknownRequest
        }
        return try opened(stored)
    }

    /// The person's own, the latest first.
    package func requests(of holder: DataHolder, limit: Int = 100) async throws -> [DataRequest] {
        try await database.read { tx in try DataRequestStore.of(holder, limit: limit, in: tx) }.map(opened)
    }

    /// Those in a state: open ones by their term, the others the latest first.
    /// Without the words, which nobody needs for a list.
    package func requests(
        _ state: DataRequest.State, after cursor: Cursor? = nil, limit: Int = 50
    ) async throws -> Page<DataRequest> {
        try await database.read { tx in
            try DataRequestStore.inState(state, after: cursor, limit: limit, in: tx)
        }.map { $0.request(words: "", answer: "") }
    }

    private func sealedWords(_ words: String, of id: DataRequest.ID) throws -> String {
        try keys.sealed([UInt8](words.utf8), for: Self.requestPurpose, at: id.description)
    }

    private func opened(_ stored: DataRequestStore.Stored) throws -> DataRequest {
        func text(_ sealed: String) throws -> String {
            guard !sealed.isEmpty else { return "" }
            return String(
                decoding: try keys.opened(sealed, for: Self.requestPurpose, at: stored.id.description), as: UTF8.self)
        }
        return stored.request(words: try text(stored.sealedWords), answer: try text(stored.sealedAnswer))
    }

    /// Seals requests anew, as `reseal` does with fields.
    func resealRequests() async throws -> Int {
        let newest = try keys.newest
        var last = ""
        var count = 0
        while true {
            let after = last
            let rows = try await database.read { tx in try DataRequestStore.batch(after: after, limit: 200, in: tx) }
            guard let end = rows.last else { return count }
            last = end.id.description
            let old = rows.filter { stored in
                [stored.sealedWords, stored.sealedAnswer].contains { !$0.isEmpty && !$0.hasPrefix(newest + ".") }
            }
            let fresh = try old.map { stored in
                let request = try opened(stored)
                return (
                    stored, request.words.isEmpty ? "" : try sealedWords(request.words, of: stored.id),
                    request.answer.isEmpty ? "" : try sealedWords(request.answer, of: stored.id)
                )
            }
            try await database.write { tx in
                for (stored, words, answer) in fresh {
                    try DataRequestStore.reseal(stored, words: words, answer: answer, in: tx)
                }
            }
            count += old.count
        }
    }
}
