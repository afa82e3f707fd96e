// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("A rating")
struct RatingTests {
    private func refusal(_ body: () async throws -> Void) async throws -> RatingError? {
        do {
            try await body()
            return nil
        } catch let error as RatingError { return error }
    }

    private func rating(_ overall: String = "4", _ more: [String: String] = [:], words: String = "") -> Rating {
        Rating(answers: more.merging(["overall": overall]) { $1 }, words: words)
    }

    /// One that the office refused: it is over.
    private func ended(_ city: SampleDesk, _ name: String = "Nguyễn Văn An") async throws -> Dossier {
        let dossier = try await city.received(SampleDesk.request(name))
        return try await city.act(
            SampleDesk.deed("refuse", "Thiếu giấy tờ"), on: dossier, by: SampleDesk.person(dossier.holder))
    }

    private func satisfaction(_ city: SampleDesk) async throws -> Satisfaction? {
        let today = CivilZone.vietNam.day(of: city.time.value)
        return try await city.database.read {
            try RatingStore.satisfaction(from: today, to: today, in: $0)[SampleDesk.tanNinh]
        }
    }

    @Test("is counted once for a dossier, whichever way and however often it comes", arguments: Backend.available)
    func once(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let dossier = try await ended(city)
            try await city.desk.rate(
                dossier.id, rating("5", ["contacts": "twice"], words: "Cảm ơn chị ở quầy"), by: SampleDesk.citizen)
            let again = try await refusal { try await city.desk.rate(dossier.id, rating("1"), by: .visitor) }
            #expect(again == .ratedAlready)
            let other = try await ended(city, "Trần Thị Bé")
            // Pressed by ten at once.
            let taken = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 {
                    group.addTask { (try? await city.desk.rate(other.id, rating("2"), by: .visitor)) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 1)
            let found = try #require(try await satisfaction(city))
            #expect(found.ballots == 2 && found.count("overall", "5") == 1 && found.count("overall", "2") == 1)
            #expect(found.count("contacts", "twice") == 1)
            #expect(try await city.ledger(of: dossier).filter { $0 == "dossiers.rated" }.count == 1)
        }
    }

    @Test("waits for the end, and is not asked of what was taken back", arguments: Backend.available)
    func end(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let dossier = try await city.received()
            #expect(try await refusal { try await city.desk.rate(dossier.id, rating(), by: .visitor) } == .notNow)
            let back = try await city.desk.withdraw(
                dossier.id, because: "Đã có giấy", revision: dossier.revision, by: SampleDesk.linh)
            #expect(try await refusal { try await city.desk.rate(back.id, rating(), by: .visitor) } == .notNow)
            #expect(try await satisfaction(city)?.ballots ?? 0 == 0)
        }
    }

    @Test("leaves nothing that leads from an answer to its dossier", arguments: Backend.available)
    func nobodys(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let dossier = try await ended(city)
            try await city.desk.rate(dossier.id, rating("1", words: "Phải đi lại ba lần"), by: SampleDesk.citizen)
            let (counters, words, entry) = try await city.database.read { tx in
                (
                    try tx.rows("SELECT office, channel, question, answer FROM dossier_rating_count").map { row in
                        try (0..<4).map { try row.get($0, as: String.self) }
                    },
                    try RatingStore.words(
                        of: SampleDesk.tanNinh, from: CivilDay(2026, 11, 1)!, to: CivilDay(2026, 11, 30)!, limit: 10,
                        in: tx
                    ).items,
                    try tx.value(
                        "SELECT fields FROM ledger_inbox WHERE act = 'dossiers.rated'", as: String.self)
                )
            }
            #expect(counters == [[SampleDesk.tanNinh, "direct", "overall", "1"]])
            let kept = try #require(words.first)
            #expect(words.count == 1 && !kept.sealed.contains("ba lần"))
            #expect(try city.desk.content.rating(kept.sealed, at: kept.id) == "Phải đi lại ba lần")
            // Its identity tells the first moment of the month, not when it was written.
            let first = RatingWords.ID(at: CivilZone.vietNam.start(of: CivilDay(2026, 11, 1)!))
            #expect(kept.id.description.prefix(13) == first.description.prefix(13))
            #expect(entry?.contains("ba lần") == false && entry?.contains("overall") == false)
        }
    }

    @Test("that is not on the ballot is refused, and nothing is counted")
    func refused() async throws {
        try await SampleDesk.open(on: .sqlite) { city in
            let dossier = try await ended(city)
            let cases: [(Rating, RatingError)] = [
                (Rating(answers: ["time": "4"], words: ""), .overallMissing),
                (rating("6"), .unknownAnswer), (rating("4", ["mood": "5"]), .unknownAnswer),
                (rating("4", ["contacts": "5"]), .unknownAnswer),
                (rating("4", words: String(repeating: "ờ", count: Rating.mostWords + 1)), .wordsTooLong),
            ]
            for (rating, error) in cases {
                #expect(try await refusal { try await city.desk.rate(dossier.id, rating, by: .visitor) } == error)
            }
            #expect(try await satisfaction(city)?.ballots ?? 0 == 0)
            try await city.desk.rate(
                dossier.id, rating("4", words: String(repeating: "ờ", count: Rating.mostWords)), by: .visitor)
        }
    }

    @Test("makes a share from five ballots on")
    func share() {
        var few = Satisfaction()
        few.add("overall", "5", 2)
        few.add("overall", "4", 1)
        few.add("overall", "1", 1)
        few.solved = 8
        #expect(few.share == nil && few.ballots == 4 && few.responseRate == 50)
        few.add("overall", "3", 1)
        #expect(few.share == 60)
        #expect((few + few).share == 60 && (few + few).solved == 16)
        #expect(Satisfaction().share == nil && Satisfaction().responseRate == nil)
    }
}
