// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Letters
import Ports
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("The watch over due times")
struct DueWatchTests {
    private func alerts(_ city: SampleDesk) async throws -> [DossierAlert.Kind] {
        try await city.database.read { tx in
            try AlertStore.list(of: [SampleDesk.tanNinh], holder: nil, after: nil, limit: 100, in: tx).items
                .map(\.alert.kind)
        }
    }

    private func notices(_ city: SampleDesk, _ dossier: Dossier) async throws -> [NoticeKind] {
        try await city.database.read { tx in try NoticeStore.sent(about: dossier.id, in: tx).map(\.notice.kind) }
    }

    @Test(
        "warns on the working day before, escalates once when the time has passed, and is silent when it is done",
        arguments: Backend.available)
    func course(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend, ways: NoticeTests.ways([.sms])) { city in
            let watch = city.feature.watch
            var dossier = try await city.received()
            let due = try #require(dossier.dueAt)
            // Monday; due on Thursday.
            #expect(try await watch.round() == 0)
            city.time.value = SampleOffice.at("2026-12-02 07:30")
            #expect(try await watch.round() >= 1)
            #expect(try await alerts(city).contains(.dueSoon))
            let told = try await alerts(city)
            #expect(try await watch.round() == 0)
            #expect(try await alerts(city) == told)
            city.time.value = due + .minutes(1)
            #expect(try await watch.round() >= 1)
            #expect(try await watch.round() == 0)
            let late = try await alerts(city)
            #expect(late.contains(.overdue) && !late.contains(.dueSoon))
            #expect(try await notices(city, dossier).count { $0 == .late } == 1)
            #expect(try await city.ledger(of: dossier).count { $0 == "dossiers.escalated" } == 1)
            let officer = SampleDesk.person(dossier.holder)
            dossier = try await city.act(
                SampleDesk.deed("propose", "x", confirmed: [.applicantConfirmed]), on: city.now(dossier), by: officer)
            #expect(try await alerts(city).contains(.overdue))
            dossier = try await city.act(SampleDesk.deed("sign", proved: true), on: dossier, by: SampleDesk.chau)
            dossier = try await city.act(SampleDesk.deed("number"), on: dossier, by: SampleDesk.nga)
            #expect(try await alerts(city).isEmpty && dossier.processedAt != nil)
            #expect(try await watch.round() == 0)
        }
    }

    @Test("an apology takes the warning away and lets the new time warn again", arguments: Backend.available)
    func apology(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            var dossier = try await city.received()
            city.time.value = SampleOffice.at("2026-12-02 08:00")
            try await city.feature.watch.round()
            #expect(try await alerts(city).contains(.dueSoon))
            var deed = SampleDesk.deed("extend", "chờ xác minh")
            deed.moment = try #require(dossier.dueAt) + .days(7)
            dossier = try await city.act(deed, on: dossier, by: SampleDesk.person(dossier.holder))
            #expect(try await alerts(city).contains(.dueSoon) == false)
            city.time.value = SampleOffice.at("2026-12-09 08:00")
            try await city.feature.watch.round()
            #expect(try await alerts(city).contains(.dueSoon))
        }
    }

    @Test("does nothing on a node that does not hold the lease", arguments: Backend.available)
    func lease(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let dossier = try await city.received()
            city.time.value = try #require(dossier.dueAt) + .minutes(1)
            let other = Lease(
                in: "dossier_lease", name: "due-watch", holder: "elsewhere", length: .hours(1),
                clock: Clock { city.time.value })
            #expect(try await city.database.write { tx in try other.hold(in: tx) })
            #expect(try await city.feature.watch.round() == 0)
            #expect(try await alerts(city).isEmpty)
        }
    }

    @Test("a hundred and twenty late dossiers are all told of", arguments: Backend.available)
    func many(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            for _ in 0..<120 { _ = try await city.received() }
            city.time.value = SampleOffice.at("2026-12-10 08:00")
            try await city.feature.watch.round()
            let counted = try await city.database.read { tx in
                try tx.value("SELECT count(*) FROM dossier_alert WHERE kind = 'overdue'", as: Int.self)
            }
            #expect(counted == 120)
        }
    }

    @Test(
        "a holiday announced after the receipt moves the promise and tells the applicant; one taken back moves nothing",
        arguments: Backend.available)
    func holiday(on backend: Backend) async throws {
        let days = Mutable(SampleOffice.days)
        try await SampleDesk.open(on: backend, days: ChangingDays(days: days), ways: NoticeTests.ways([.sms])) {
            city in
            let dossier = try await city.received()
            let due = try #require(dossier.dueAt)
            let renewal = DueRenewal(desk: city.desk, lease: city.feature.watch.lease)
            #expect(try await renewal.renew() == 0)
            days.value = SampleOffice.days.announcing([
                WorkingCalendar.Entry(CivilDay(2026, 12, 2)!, .rest)
            ])
            #expect(try await renewal.renew() == 1)
            let moved = try await city.now(dossier)
            #expect(moved.dueAt == due + .days(1) && moved.revision == dossier.revision)
            #expect(try await notices(city, dossier).first == .moved)
            #expect(try await city.ledger(of: dossier).contains("dossiers.due-moved"))
            #expect(try await renewal.renew() == 0)
            days.value = SampleOffice.days
            #expect(try await renewal.renew() == 0)
            #expect(try await city.now(dossier).dueAt == due + .days(1))
        }
    }
}

/// A calendar somebody edits.
private struct ChangingDays: WorkingDays {
    let days: Mutable<WorkingCalendar>
    func workingCalendar() async throws -> WorkingCalendar { days.value }
}
