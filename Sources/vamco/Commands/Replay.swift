// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Basics
import Environment
import Foundation
import Server

struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play records of the past into the intake folder, as a station would send them.",
        subcommands: [ReplayAir.self, ReplayWeather.self])
}

struct ReplayAir: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "air", abstract: "Hourly PM2.5 in AirNow's format; only rows whose QC name is Valid count.")

    @OptionGroup var records: ReplayedRecords

    func run() async throws { try await records.play(as: .airNow) }
}

struct ReplayWeather: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weather", abstract: "Weather decoded from NOAA's Integrated Surface Database.")

    @OptionGroup var records: ReplayedRecords

    func run() async throws { try await records.play(as: .noaa) }
}

struct ReplayedRecords: ParsableArguments {
    @OptionGroup var options: SettingOptions

    @Option(help: "The file of records.")
    var csv: String

    @Option(help: "The code of the station that sends them.")
    var station: String

    @Option(help: "How many times as fast as life, or max.")
    var speed: String = "max"

    @Flag(help: "Register an unknown station with a 60-minute period; needs --database.")
    var register = false

    @Option(help: "Only records after this time (ISO 8601 with zone).")
    var from: String?

    @Option(help: "Only records up to this time.")
    var to: String?

    @Option(name: .customLong("shift-days"), help: "Days to add to every time.")
    var shiftDays: Int = 0

    func play(as layout: SeriesImportProposal.Layout) async throws {
        let settings = try options.resolved()
        let code = station.uppercased()
        let reference = try EnvironmentReference.shipped()
        guard let data = FileManager.default.contents(atPath: csv) else {
            throw ValidationError("The file \(csv) cannot be read.")
        }
        let clock = settings.replayClock
        let first = try instant(from) ?? clock?.start ?? Instant(microseconds: .min)
        let last = try instant(to) ?? Instant(microseconds: .max)
        guard first < last else { throw ValidationError("--from must lie before --to.") }
        let series = try PastSeries(
            [UInt8](data), as: layout, from: code, shiftedBy: .days(shiftDays), within: first...last,
            reference: reference, now: .machineNow)
        if register { try await registerStation(code, first: series.files.first?.at, settings) }
        let due = try pace(of: series, clock)
        print("\(series.files.count) files to play, \(series.refusals.count) records without a value")
        var count = 0
        try await StationPlayer(intakeFolder: settings.intakeFolder).play(
            series.files, of: code, dueAt: due,
            pause: { moment in
                let wait = moment - .machineNow
                if wait > .zero { try await Task.sleep(for: wait) }
            },
            played: { _ in
                count += 1
                if count.isMultiple(of: 1_000) { print("\(count) of \(series.files.count)") }
            })
        print("\(count) files played")
    }

    private func instant(_ text: String?) throws -> Instant? {
        guard let text else { return nil }
        guard let moment = Instant(iso8601: text) else {
            throw ValidationError("\(text) is no time; write it as in 2018-03-01T00:00:00+07:00.")
        }
        return moment
    }

    private func pace(of series: PastSeries, _ clock: ReplayClock?) throws -> (Instant) -> Instant? {
        if let clock { return { clock.machineTime(of: $0) } }
        if speed == "max" { return { _ in nil } }
        guard let speed = Double(speed), speed > 0 else { throw ValidationError("--speed takes a number or max.") }
        guard let first = series.files.first?.at else { return { _ in nil } }
        let own = ReplayClock(start: first, speed: speed, epoch: .machineNow)
        return { own.machineTime(of: $0) }
    }

    private func registerStation(_ code: String, first: Instant?, _ settings: Settings) async throws {
        guard let first else { return }
        try await withCity(settings) { city in try await city.registerReplayed(code, from: first, file: csv) }
    }
}
