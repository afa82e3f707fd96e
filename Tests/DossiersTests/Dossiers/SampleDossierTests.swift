// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Letters
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Sample dossiers")
struct SampleDossierTests {
    private static let count = 150

    private func wholes(_ city: SampleDesk) async throws -> [DossierDesk.Whole] {
        let desk = city.desk
        return try await city.database.read { tx in
            try tx.rows("SELECT \(DossierStore.columns) FROM dossier d ORDER BY d.id")
                .map { try desk.whole(DossierStore.dossier($0), in: tx) }
        }
    }

    @Test("are what their facts say, and counted as they say", arguments: Backend.available)
    func truth(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            #expect(try await city.desk.makeSamples(Self.count) == Self.count)
            let wholes = try await wholes(city)
            #expect(wholes.count == Self.count)
            let clocks = try await city.desk.clocks("25459")
            var sums: [DossierCount.Measure: Int] = [:]
            for whole in wholes {
                let dossier = whole.dossier
                #expect(dossier.isSample && whole.facts.map(\.number) == Array(1...whole.facts.count))
                #expect(whole.facts.map(\.at) == whole.facts.map(\.at).sorted())
                #expect(whole.facts.allSatisfy { $0.at <= city.time.value })
                var state = DossierState()
                var row = dossier
                (row.receivedAt, row.dueAt, row.stepDueAt, row.processedAt, row.endedAt) = (nil, nil, nil, nil, nil)
                for fact in whole.facts {
                    let (old, due) = (state, row.dueAt)
                    state.apply(fact, of: whole.definition)
                    try city.desk.project(state, onto: &row, whole.definition, clocks)
                    let judgement = try state.promise.map {
                        try clocks.clock(calendar: $0.calendar, policy: $0.policy).policy.judgement
                    }
                    for change in DossierCount.changes(
                        from: old, to: state, channel: row.channel, dueAt: row.dueAt ?? due,
                        judgement: judgement ?? .init())
                    {
                        sums[change.measure, default: 0] += change.amount
                    }
                }
                #expect(row == dossier)
                #expect(try await city.desk.whole(code: dossier.code, key: whole.lookUpKey).dossier == dossier)
            }
            let kept = try await city.database.read { tx in
                try CountStore.totals(from: CivilDay(2024, 1, 1)!, to: CivilDay(2027, 1, 1)!, in: tx)
            }
            #expect(kept == [SampleDesk.tanNinh: sums.filter { $0.value != 0 }])
            #expect(try await city.desk.makeSamples(Self.count) == 0)
            let acts = try await city.database.read { tx in
                try tx.rows("SELECT act FROM ledger_inbox WHERE act LIKE 'dossiers.%' ORDER BY place")
                    .map { try $0.get(0, as: String.self) }
            }
            #expect(acts.count { $0 == "dossiers.sample-made" } == 1)
            #expect(!acts.contains("dossiers.submitted"))
        }
    }

    @Test("no two duties of one person that two people do", arguments: Backend.available)
    func separation(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            _ = try await city.desk.makeSamples(Self.count)
            for whole in try await wholes(city) {
                for (one, other) in ProcedureDefinition.Duty.separated {
                    let steps = whole.definition.steps
                    // What one step does together is one person's work by its definition.
                    guard !steps.contains(where: { $0.duties.contains(one) && $0.duties.contains(other) }) else {
                        continue
                    }
                    let (ones, others) = (whole.state.doers[one] ?? [], whole.state.doers[other] ?? [])
                    #expect(ones.isDisjoint(with: others))
                }
            }
        }
    }

    @Test("of every kind, nobody's, with codes and numbers in order", arguments: Backend.available)
    func variety(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            _ = try await city.desk.makeSamples(Self.count)
            let wholes = try await wholes(city)
            #expect(
                wholes.allSatisfy {
                    $0.applicant.name.contains(" Mẫu ") && $0.applicant.identity.hasPrefix("000")
                        && $0.applicant.identity.count == 12 && $0.applicant.phone.isEmpty
                        && $0.applicant.email.isEmpty
                })
            #expect(Set(wholes.map(\.dossier.channel)).count >= 2)
            #expect(Set(wholes.map(\.dossier.procedure)).count >= 5)
            let kinds = Set(wholes.flatMap(\.facts).map(\.kind))
            #expect(kinds.isSuperset(of: [.received, .assigned, .moved, .supplementAsked, .supplementGiven, .ended]))
            let now = city.time.value
            let open = wholes.map(\.dossier).filter { $0.endedAt == nil }
            #expect((5...12).contains(open.count))
            #expect(open.contains { $0.dueAt.map { $0 < now } ?? false })
            #expect(
                open.contains { $0.dueAt.map { city.desk.zone.day(of: $0) == city.desk.zone.day(of: now) } ?? false })
            #expect(open.contains { $0.queue == Dossier.waiting })
            // Those of one day are numbered as they came in; results of a year as they were numbered.
            let byCode = wholes.map(\.dossier).sorted { $0.code < $1.code }
            #expect(byCode.map(\.submittedAt) == byCode.map(\.submittedAt).sorted())
            let marked = wholes.flatMap(\.facts).filter { !$0.mark.isEmpty }.sorted { $0.at < $1.at }
            for (year, facts) in Dictionary(grouping: marked, by: { city.desk.zone.day(of: $0.at).year }) {
                #expect(facts.compactMap { Int($0.mark.prefix { $0 != "/" }) } == Array(1...facts.count), "\(year)")
            }
            let dossier = try await city.received()
            #expect(dossier.code.hasPrefix("MAU.01-261130-") && !dossier.isSample)
        }
    }

    @Test("the same for the same seed", arguments: Backend.available)
    func seed(on backend: Backend) async throws {
        let found = Mutable<[[String]]>([])
        for seed in [7, 7, 8] as [UInt64] {
            try await SampleDesk.open(on: backend) { city in
                _ = try await city.desk.makeSamples(30, seed: seed)
                let told = try await wholes(city).map { whole in
                    "\(whole.dossier.code) \(whole.dossier.id) \(whole.applicant) \(whole.answers.sorted { $0.key < $1.key }) \(whole.facts) \(whole.papers)"
                }
                found.value.append(told)
            }
        }
        #expect(found.value[0] == found.value[1])
        #expect(found.value[0] != found.value[2])
    }

    @Test("are watched as others are, and nobody is told", arguments: Backend.available)
    func watch(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend, ways: try NoticeTests.ways([.sms])) { city in
            _ = try await city.desk.makeSamples(Self.count)
            #expect(try await city.feature.watch.round() > 0)
            let (kinds, sent, listed) = try await city.database.read { tx in
                (
                    try AlertStore.list(of: [SampleDesk.tanNinh], holder: nil, after: nil, limit: 100, in: tx).items
                        .map { ($0.alert.kind, $0.dossier.isSample) },
                    try tx.value("SELECT COUNT(*) FROM dossier_notice", as: Int.self) ?? 0,
                    try DossierStore.inbox(
                        InboxQuestion(.office(SampleDesk.tanNinh, queue: Dossier.waiting)), after: nil, limit: 30,
                        in: tx
                    ).items
                )
            }
            #expect(kinds.contains { $0.0 == .overdue && $0.1 })
            #expect(sent == 0)
            #expect(!listed.isEmpty && listed.allSatisfy(\.isSample))
        }
    }
}
