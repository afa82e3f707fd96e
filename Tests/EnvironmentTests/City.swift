// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Glibc
import Ledger
import Logging
import Observations
import Ports
import SQLStore
import TestSupport
import Testing

@testable import Environment

/// A small city for one test: a database, an intake folder, clocks turned by hand.
struct City: Sendable {
    let feature: EnvironmentFeature
    let clock: DialClock
    let machineClock: DialClock
    let folder: String

    var database: any Database { feature.database }
    var intakeFolder: String { feature.settings.intakeFolder }
    var dataFolder: String { feature.settings.dataFolder }

    /// 15 January 2026, 08:05 in Vietnam.
    static let start = Instant(iso8601: "2026-01-15T08:05:30+07:00")!

    static func open(
        on backend: Backend, settings change: (inout EnvironmentSettings) -> Void = { _ in },
        _ body: (City) async throws -> Void
    ) async throws {
        await CityGate.shared.enter()
        defer { CityGate.shared.leave() }
        let migrations = [LedgerResources.migrations, ObservationStore.migrations, EnvironmentFeature.migrations]
        try await backend.withDatabase(migrations: migrations) { database in
            try await open(over: database, settings: change, body)
        }
    }

    /// A city over a database that a test opened itself, migrated.
    static func open(
        over database: any Database, settings change: (inout EnvironmentSettings) -> Void = { _ in },
        _ body: (City) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let machine = DialClock(Instant.machineNow + .days(1))
            let city = DialClock(start)
            var settings = EnvironmentSettings(intakeFolder: folder + "/intake", dataFolder: folder + "/data")
            settings.machineClock = machine.clock
            settings.gatheringTime = .zero
            change(&settings)
            try FileManager.default.createDirectory(
                atPath: settings.intakeFolder, withIntermediateDirectories: true)
            let feature = EnvironmentFeature(
                database: database, observations: ObservationStore(), settings: settings,
                reference: try EnvironmentReference.shipped(), clock: city.clock,
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            try await body(City(feature: feature, clock: city, machineClock: machine, folder: folder))
        }
    }

    // MARK: Steps

    @discardableResult
    func register(
        _ code: String, name: String? = nil, medium: StationOverview.Medium = .air, period: Duration = .minutes(5),
        waterClass: String? = nil, waterBody: WaterBody = .flowing, replayed: Bool = false
    ) async throws -> Station.ID {
        let now = clock.now
        let description = Station.Description(
            name: name ?? "Trạm \(code)", nameEnglish: "Station \(code)", medium: medium,
            place: GeoPoint(latitude: 11.31, longitude: 106.1)!, unitCode: "25459", owner: "Sở NNMT Tây Ninh",
            period: period, waterClass: waterClass, waterBody: waterBody, source: "Sở NNMT Tây Ninh",
            isReplayed: replayed)
        return try await database.write { tx in
            try StationStore.create(
                code: code, description, validFrom: now - .days(400), by: .system("test"), at: now, in: tx)
        }
    }

    /// Puts a file into the intake folder as an uploader does.
    func upload(_ path: String, _ text: String) throws { try upload(path, Array(text.utf8)) }

    func upload(_ path: String, _ bytes: [UInt8]) throws {
        let full = intakeFolder + "/" + path
        try FileManager.default.createDirectory(
            atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        // Closed for programs that other tests start meanwhile: theirs would be a writer's hand.
        let file = try #require(fopen(full, "we"))
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
        #expect(fclose(file) == 0)
    }

    /// Takes in until nothing is left to take.
    ///
    /// A program that another test is just starting holds every open file for a
    /// moment, and a file it holds looks like one somebody writes: looked at again.
    func takeIn(_ intake: Intake) async throws {
        while try await intake.work(patience: .zero) > 0 {}
        for _ in 0..<20 where await intake.isSettling {
            machineClock.advance(by: feature.settings.settleTime + .seconds(1))
            await intake.rescan()
            while try await intake.work(patience: .zero) > 0 {}
        }
    }

    func takeIn() async throws { try await takeIn(feature.intake()) }

    /// Sends one hourly file a value: the first ends at `start`, each next an hour later.
    func send(
        _ code: String, _ symbol: String = "PM2,5", unit: String = "µg/m3", hourly values: [Double?],
        from start: Instant,
        status: String = "00"
    ) throws {
        for (place, value) in values.enumerated() {
            guard let value else { continue }
            let at = start + .hours(place)
            let safe = symbol.filter { $0.isLetter || $0.isNumber }
            try upload(
                "\(code)/\(safe)/\(code)_\(stamp(at)).txt",
                line(symbol, "\(value)", unit, at: stamp(at), status))
        }
    }

    /// Derives until nothing is left to derive.
    func derive() async throws { while try await feature.derivation.work() > 0 {} }

    /// Sets the clock, sends, takes in and derives, an hour after the other: live.
    func live(_ code: String, _ symbol: String = "PM2,5", hourly values: [Double?], from start: Instant) async throws {
        let intake = feature.intake()
        for (place, value) in values.enumerated() {
            let at = start + .hours(place)
            clock.set(at + .seconds(30))
            try send(code, symbol, hourly: [value], from: at)
            try await takeIn(intake)
            try await derive()
        }
    }

    /// Notes, as the service does, up to when the intake knows all that came.
    func attend(_ intake: Intake) async throws {
        guard let look = await intake.lastLook else { return }
        try await database.write { try AttendanceStore.extend(to: look, isOwn: true, in: $0) }
    }

    /// Says that everything that came in the last days is known.
    func attendAlways() async throws {
        let now = clock.now
        let machineTime = machineClock.now
        try await database.write { tx in
            try tx.execute("DELETE FROM environment_attendance")
            try AttendanceStore.extend(to: .init(at: now - .days(9), machineAt: machineTime), isOwn: true, in: tx)
            try AttendanceStore.extend(to: .init(at: now, machineAt: machineTime), isOwn: true, in: tx)
        }
    }

    /// Looks for silent stations, as the service does.
    func sweep() async throws {
        let silence = Silence(rule: feature.alarmRules.silence)
        let now = clock.now
        try await database.write { _ = try silence.sweep(at: now, in: $0) }
    }

    /// Lets the machine's clock run, fast, until it is cancelled: what settles
    /// settles, what is planned comes.
    func turnMachineClock() async {
        while !Task.isCancelled {
            machineClock.advance(by: .seconds(1))
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    // MARK: Questions

    func indices(_ code: String, per period: IndexRecord.Period = .hour) async throws -> [IndexRecord] {
        try await database.read { tx in
            guard let station = try StationStore.station(code: code, at: clock.now, in: tx) else { return [] }
            return try IndexStore.indices(
                of: station.id, per: period, from: .init(seconds: 0), to: .init(seconds: 4_000_000_000),
                limit: 10_000, in: tx
            ).items
        }
    }

    func index(_ code: String, at moment: Instant, per period: IndexRecord.Period = .hour) async throws -> IndexRecord?
    {
        try await indices(code, per: period).first { $0.at == moment }
    }

    /// Marked hours that wait.
    var dueHours: Int {
        get async throws { try await database.read { try DueStore.waiting(upTo: 1_000_000, in: $0) } }
    }

    var openAlarms: [Alarm] {
        get async throws { try await database.read { try AlarmStore.open(limit: 100, in: $0) } }
    }

    var allAlarms: [Alarm] {
        get async throws { try await database.read { try AlarmStore.alarms(limit: 500, in: $0).items.reversed() } }
    }

    var files: [StationFileRecord] {
        get async throws { try await database.read { try FileStore.files(limit: 500, in: $0).items.reversed() } }
    }

    var waiting: [QuarantineEntry] {
        get async throws {
            try await database.read { try QuarantineStore.entries(.waiting, limit: 500, in: $0).items.reversed() }
        }
    }

    /// The names that are left in the intake folder, with their folders.
    var left: [String] {
        let all = FileManager.default.enumerator(atPath: intakeFolder)?.compactMap { $0 as? String } ?? []
        return all.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: intakeFolder + "/" + path, isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }

    func values(_ code: String, _ parameter: Parameter.Code) async throws -> [Observation] {
        let observations = feature.observations
        return try await database.read { tx in
            try observations.series(of: [Station.subject(code: code)], in: tx)
                .filter { $0.key.property == parameter.rawValue }
                .flatMap { series in
                    try observations.observations(
                        of: series.id,
                        in: TimeSpan(after: .init(microseconds: 0), through: .init(seconds: 4_000_000_000)),
                        limit: 100_000, in: tx)
                }
        }
    }
}

extension Intake {
    var isSettling: Bool { queue.isSettling }

    /// Looks through the whole tree at the next work.
    func rescan() { rescanAt = nil }
}

/// One line of a station file.
func line(
    _ symbol: String, _ value: String, _ unit: String, at time: String, _ status: String = "00"
) -> String { "\(symbol)\t\(value)\t\(unit)\t\(time)\t\(status)\r\n" }

/// `yyyyMMddHHmmss` in Vietnamese time.
func stamp(_ moment: Instant) -> String { stationTime(of: moment) }
