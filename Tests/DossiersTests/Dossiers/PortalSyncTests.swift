// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore
import Synchronization
import TestSupport
import Testing

@testable import Dossiers

@Suite("What the national portal is told")
struct PortalSyncTests {
    @Test("is every fact of a dossier in its order, with the state it had then", arguments: Backend.available)
    func order(on backend: Backend) async throws {
        let portal = StubPortal()
        try await SampleDesk.open(on: backend, portal: portal) { city in
            let sync = try #require(city.feature.portalSync)
            var dossier = try await city.desk.submit(SampleDesk.request(by: .online), by: SampleDesk.citizen).dossier
            dossier = try await city.act(SampleDesk.accept, on: dossier, by: SampleDesk.linh)
            let officer = SampleDesk.person(dossier.holder)
            dossier = try await city.act(SampleDesk.deed("supplement", "thiếu giấy"), on: dossier, by: officer)
            while try await sync.round() > 0 {}
            let steps = portal.steps
            #expect(steps.map(\.status) == [1, 2, 2, 5] && Set(steps.map(\.code)) == [dossier.code])
            // Nobody is named for what the citizen or a rule did; nothing an officer wrote goes out.
            #expect(steps[0].officer.isEmpty && steps[1].officer == "Đỗ Mẫu Linh" && steps[2].officer.isEmpty)
            #expect(!steps.contains { $0.done.contains("thiếu giấy") })
            let record = try #require(portal.records.last)
            #expect(record.identity == "079099000123" && record.applicant == "Nguyễn Văn An" && record.channel == 2)
            #expect(record.field.isEmpty == false && record.receivedAt == dossier.receivedAt)
            #expect(try await self.state(city, dossier) == .told(city.time.value))
        }
    }

    @Test("waits over an outage of ten minutes: nothing is lost, the order kept", arguments: Backend.available)
    func outage(on backend: Backend) async throws {
        let portal = StubPortal()
        try await SampleDesk.open(on: backend, portal: portal) { city in
            let sync = try #require(city.feature.portalSync)
            portal.answer(with: .later("nobody answers"))
            var dossiers: [Dossier] = []
            for _ in 0..<5 { dossiers.append(try await city.received()) }
            for _ in 0..<10 {
                try await sync.round()
                city.time.value = city.time.value + .minutes(1)
            }
            #expect(portal.steps.isEmpty)
            if case .waiting(let tries, let failure) = try await state(city, dossiers[0]) {
                #expect(tries >= 1 && failure == "nobody answers")
            } else {
                Issue.record("the first does not wait")
            }
            portal.answer(with: nil)
            city.time.value = city.time.value + .minutes(20)
            while try await sync.round() > 0 {}
            for dossier in dossiers {
                let told = portal.steps.filter { $0.code == dossier.code }
                #expect(told.count == (try await city.now(dossier)).revision)
                #expect(told.map(\.at) == told.map(\.at).sorted())
            }
        }
    }

    @Test("that refuses one says so on the dossier, and takes the next, which mends it", arguments: Backend.available)
    func refusal(on backend: Backend) async throws {
        let portal = StubPortal()
        try await SampleDesk.open(on: backend, portal: portal) { city in
            let sync = try #require(city.feature.portalSync)
            var dossier = try await city.desk.submit(SampleDesk.request(by: .online), by: SampleDesk.citizen).dossier
            portal.answer(with: .never("3 unknown procedure"))
            try await sync.round()
            #expect(try await state(city, dossier) == .refused("3 unknown procedure"))
            let summary = try await city.database.read { [now = city.time.value] tx in
                try PortalOutbox.summary(refusedSince: now - .days(1), most: 10, in: tx)
            }
            #expect(summary == .init(waiting: 0, oldest: nil, refused: 1))
            portal.answer(with: nil)
            dossier = try await city.act(SampleDesk.accept, on: dossier, by: SampleDesk.linh)
            while try await sync.round() > 0 {}
            #expect(try await state(city, dossier) == .told(city.time.value))
        }
    }

    @Test("is nothing where the city has no connection", arguments: Backend.available)
    func none(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let dossier = try await city.received()
            #expect(city.feature.portalSync == nil)
            #expect(try await state(city, dossier) == nil)
        }
    }

    private func state(_ city: SampleDesk, _ dossier: Dossier) async throws -> PortalOutbox.State? {
        try await city.database.read { tx in try PortalOutbox.state(of: dossier.id, in: tx) }
    }
}

/// Keeps what it is told, or fails as it is told.
final class StubPortal: NationalPortal {
    private let kept = Mutex<(records: [PortalRecord], steps: [PortalStep], refusal: PortalRefusal?)>(([], [], nil))
    var limit: Duration { .seconds(1) }
    var records: [PortalRecord] { kept.withLock { $0.records } }
    var steps: [PortalStep] { kept.withLock { $0.steps } }
    func answer(with refusal: PortalRefusal?) { kept.withLock { $0.refusal = refusal } }

    func synchronise(_ record: PortalRecord) async throws(PortalRefusal) {
        let refusal = kept.withLock { kept in
            if kept.refusal == nil { kept.records.append(record) }
            return kept.refusal
        }
        if let refusal { throw refusal }
    }

    func report(_ step: PortalStep) async throws(PortalRefusal) { kept.withLock { $0.steps.append(step) } }
}
