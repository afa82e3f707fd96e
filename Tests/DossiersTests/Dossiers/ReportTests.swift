// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("The report on dossiers")
struct ReportTests {
    private static func day(_ text: String) throws -> CivilDay { try #require(CivilDay(iso8601: text)) }

    /// Three weeks of an office: dossiers received, some done early, some late, one withdrawn, one sent back, one moved.
    private func live(_ city: SampleDesk, seed: UInt64) async throws {
        var luck = SeededGenerator(state: seed)
        var open: [Dossier] = []
        for day in 0..<15 {
            city.time.value = SampleOffice.at("2026-11-30 08:00") + .days(day / 5 * 7 + day % 5)
            for _ in 0..<Int.random(in: 0..<3, using: &luck) {
                let office = Int.random(in: 0..<4, using: &luck) == 0 ? SampleDesk.binhMinh : SampleDesk.tanNinh
                let channel: ProcedureDefinition.Channel = Int.random(in: 0..<2, using: &luck) == 0 ? .online : .direct
                if office == SampleDesk.tanNinh, channel == .direct {
                    open.append(try await city.received())
                } else {
                    let sent = try await city.desk.submit(
                        SampleDesk.request(by: .online, office: office), by: SampleDesk.citizen
                    ).dossier
                    let clerk = office == SampleDesk.tanNinh ? SampleDesk.linh : SampleDesk.person("oanh")
                    open.append(try await city.act(SampleDesk.accept, on: sent, by: clerk))
                }
            }
            guard !open.isEmpty, Int.random(in: 0..<2, using: &luck) == 0 else { continue }
            let place = Int.random(in: 0..<open.count, using: &luck)
            let dossier = try await city.now(open[place])
            open.remove(at: place)
            guard dossier.office == SampleDesk.tanNinh, dossier.queue == "case-officer" else { continue }
            switch Int.random(in: 0..<4, using: &luck) {
            case 0:
                _ = try await city.desk.withdraw(
                    dossier.id, because: "không cần nữa", revision: dossier.revision, by: SampleDesk.linh)
            case 1:
                _ = try await city.desk.transfer(
                    dossier.id, to: SampleDesk.binhMinh, because: "nơi cư trú", revision: dossier.revision,
                    by: SampleDesk.chau)
            default:
                let officer = SampleDesk.person(dossier.holder)
                var next = try await city.act(
                    SampleDesk.deed("propose", "x", confirmed: [.applicantConfirmed]), on: dossier, by: officer)
                next = try await city.act(SampleDesk.deed("sign", proved: true), on: next, by: SampleDesk.chau)
                _ = try await city.act(SampleDesk.deed("number"), on: next, by: SampleDesk.nga)
            }
        }
    }

    @Test(
        "holds its sums for every period of random histories, and says of today what the dossiers themselves say",
        arguments: Backend.available, [1, 2, 3] as [UInt64])
    func identities(backend: Backend, seed: UInt64) async throws {
        try await SampleDesk.open(on: backend) { city in
            try await live(city, seed: seed)
            let today = CivilZone.vietNam.day(of: city.time.value)
            for (from, to) in [
                (try Self.day("2026-11-30"), today), (try Self.day("2026-12-07"), try Self.day("2026-12-11")),
                (today, today), (try Self.day("2026-01-01"), try Self.day("2026-01-31")),
            ] {
                let reports = try await city.database.read { tx in try ReportStore.reports(from: from, to: to, in: tx) }
                let end = CivilZone.vietNam.start(of: to + 1)
                for office in [SampleDesk.tanNinh, SampleDesk.binhMinh] {
                    let report = reports[office] ?? DossierReport()
                    #expect(
                        report.received
                            == report.carriedOver + report.online + report.direct + report.post + report.moved)
                    #expect(report.received == report.solved + report.apart + report.inTime + report.overdue)
                    #expect(report.carriedOver >= 0 && report.inTime >= 0 && report.overdue >= 0)
                    guard to == today else { continue }
                    let (open, late) = try await city.database.read { tx in
                        (
                            try tx.value(
                                """
                                SELECT count(*) FROM dossier
                                WHERE office = \(office) AND received_at IS NOT NULL AND processed_at IS NULL
                                """, as: Int.self) ?? 0,
                            try tx.value(
                                """
                                SELECT count(*) FROM dossier
                                WHERE office = \(office) AND processed_at IS NULL AND due_at < \(end)
                                """, as: Int.self) ?? 0
                        )
                    }
                    #expect(report.inProgress == open && report.overdue == late, "\(office) from \(from.iso8601)")
                }
            }
            // What one period leaves is what the next carries over.
            let (first, next) = try await city.database.read { tx in
                (
                    try ReportStore.reports(from: try Self.day("2026-11-30"), to: try Self.day("2026-12-06"), in: tx),
                    try ReportStore.reports(from: try Self.day("2026-12-07"), to: today, in: tx)
                )
            }
            for (office, report) in next { #expect(report.carriedOver == first[office]?.inProgress ?? 0) }
        }
    }

    @Test(
        "tells operations four figures with source, and none before anything was counted", arguments: Backend.available
    )
    func figures(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            #expect(try await city.feature.serviceFigures.serviceFigures().isEmpty)
            _ = try await city.received()
            let figures = try await city.feature.serviceFigures.serviceFigures()
            #expect(
                figures.map(\.code) == ["overdue", "on-time", "in-progress", "satisfied"].map { "dossiers-\($0)" })
            #expect(figures.map(\.figure.number) == [0, nil, 1, nil])
            #expect(figures.allSatisfy { $0.figure.records == "/service-board" && $0.figure.asOf == city.time.value })
        }
    }
}
