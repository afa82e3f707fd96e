// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ledger
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("Acts of Environment in the ledger")
struct EnvironmentLedgerTests {
    private let an = Actor.person(id: "1", name: "An")

    private func ledger(_ city: City) async throws -> [String] {
        try await city.database.read { tx in
            try tx.rows("SELECT act FROM ledger_inbox ORDER BY place").map { try $0.get(0) }
        }
    }

    /// That `body` writes these acts into the ledger and no others.
    private func writes<Value>(
        _ acts: [String], _ city: City, location: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
    ) async throws -> Value {
        let before = try await ledger(city).count
        let value = try await body()
        #expect(
            try await Array(ledger(city).dropFirst(before)) == acts.map { "environment." + $0 },
            sourceLocation: location)
        return value
    }

    @Test(
        "each act writes one entry, files and figures none, and no act is without words", arguments: Backend.available)
    func acts(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            _ = try await writes(["station-registered"], city) { try await city.register("KHI001", period: .hours(1)) }
            try await stations(city)
            try await flags(city)
            try await quarantine(city)
            try await imports(city)
            try await alarms(city)
            #expect(try await Set(ledger(city)) == Set(EnvironmentFeature.ledgerActs.map(\.key)))
        }
    }

    private func stations(_ city: City) async throws {
        let (now, an) = (city.clock.now, an)
        try await writes(["station-changed"], city) {
            try await city.database.write { tx in
                try StationStore.retire(code: "KHI001", validFrom: now - .days(3), by: an, at: now, in: tx)
            }
        }
        try await writes(["station-changed"], city) {
            try await city.database.write { tx in
                var said = try #require(try StationStore.station(code: "KHI001", at: now, in: tx)).version.description
                said.isInService = true
                try StationStore.change(
                    code: "KHI001", to: said, validFrom: now - .days(2), by: an, at: now, in: tx)
            }
        }
    }

    private func flags(_ city: City) async throws {
        let (now, an) = (city.clock.now, an)
        let station = try #require(
            try await city.database.read { try StationStore.station(code: "KHI001", at: now, in: $0) })
        let flag = try await writes(["flag-set"], city) {
            try await city.database.write { tx in
                try FlagStore.set(
                    .invalid, on: station, parameter: .pm25, from: now - .hours(2), to: now, reason: "Hiệu chuẩn",
                    by: an, at: now, in: tx)
            }
        }
        try await writes(["flag-withdrawn"], city) {
            try await city.database.write { tx in
                try FlagStore.withdraw(flag, station: station, reason: "Nhầm", by: an, at: now, in: tx)
            }
        }
        try await writes([], city) {
            await #expect(throws: FlagError.self) {
                try await city.database.write { tx in
                    try FlagStore.withdraw(flag, station: station, reason: "Nhầm", by: an, at: now, in: tx)
                }
            }
        }
    }

    private func quarantine(_ city: City) async throws {
        let at = stamp(City.start.roundedDown(to: .minutes(5)))
        try await writes([], city) {
            for name in ["KHI404", "KHI405", "KHI406"] {
                try city.upload("\(name)_\(at).txt", line("PM2,5", "20", "µg/m3", at: at))
            }
            try await city.takeIn()
        }
        let desk = city.feature.quarantineDesk
        let waiting = try await city.waiting
        #expect(waiting.count == 3)
        #expect(try await !writes(["quarantine-retried"], city) { try await desk.retry(waiting[0].id, by: an) })
        try await writes(["quarantine-settled"], city) {
            try await desk.settle(waiting[0].id, note: "Trạm lạ", by: an)
        }
        try await writes([], city) {
            await #expect(throws: QuarantineError.handled) { try await desk.retry(waiting[0].id, by: an) }
            await #expect(throws: QuarantineError.handled) {
                try await desk.settle(waiting[0].id, note: "Trạm lạ", by: an)
            }
        }
        _ = try await writes(["station-registered"], city) { try await city.register("KHI405") }
        #expect(try await writes(["quarantine-retried"], city) { try await desk.retry(waiting[1].id, by: an) })
        let reason = waiting[2].reason.key
        let ordered = try await writes(["retrial-ordered"], city) { try await desk.retryAll(because: reason, by: an) }
        #expect(try await writes([], city) { try await desk.retryAll(because: reason, by: an) }?.id == ordered?.id)
        try await writes([], city) { while try await city.feature.retrialRun.work() {} }
    }

    private func imports(_ city: City) async throws {
        let desk = city.feature.importDesk
        let text = "Thời điểm;PM2,5 (µg/m3)\n01/01/2026 01:00;31,5\n"
        let plan = SeriesImportPlan(
            separator: .semicolon, timeColumns: [0], timeFormat: .dayFirst, station: .fixed("KHI001"),
            values: [.init(column: 1, parameter: .fixed("pm25"), unit: .fixed("µg/m3"))])
        let drafts = try await writes([], city) {
            [
                try await desk.draft(name: "a.csv", Array(text.utf8), by: an),
                try await desk.draft(name: "b.csv", Array((text + "\n").utf8), by: an),
            ]
        }
        try await writes(["import-confirmed"], city) { try await desk.confirm(drafts[0], plan: plan, by: an) }
        try await writes(["import-discarded"], city) { try await desk.discard(drafts[1], by: an) }
        try await writes([], city) {
            await #expect(throws: ImportError.notADraft) { try await desk.discard(drafts[1], by: an) }
        }
    }

    private func alarms(_ city: City) async throws {
        let (now, an) = (city.clock.now, an)
        try await writes([], city) {
            try await city.live("KHI001", "NO2", hourly: [20, 400], from: now.roundedDown(to: .hours(1)) + .hours(1))
        }
        let alarm = try #require(try await city.openAlarms.first)
        _ = try await writes(["alarm-acknowledged"], city) {
            try await city.database.write { tx in
                try AlarmStore.acknowledge(alarm.id, by: an, note: "  Đã báo \n", at: now, in: tx)
            }
        }
        let reason = try await city.database.read { tx in
            try tx.value(
                "SELECT reason FROM ledger_inbox WHERE act = 'environment.alarm-acknowledged'", as: String.self)
        }
        #expect(reason == "Đã báo")
        _ = try await writes([], city) {
            try await city.database.write { tx in
                try AlarmStore.acknowledge(alarm.id, by: .person(id: "2", name: "Bình"), note: "", at: now, in: tx)
            }
        }
    }

    @Test("an act that fails after all leaves no entry", arguments: Backend.available)
    func failed(on backend: Backend) async throws {
        struct Broken: Error {}
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            let (now, an) = (city.clock.now, an)
            try await writes([], city) {
                await #expect(throws: Broken.self) {
                    try await city.database.write { tx in
                        try StationStore.retire(code: "KHI001", validFrom: now, by: an, at: now, in: tx)
                        throw Broken()
                    }
                }
            }
        }
    }
}
