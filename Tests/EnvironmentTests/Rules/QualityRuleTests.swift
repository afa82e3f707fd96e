// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Testing

@Suite("Quality control")
struct QualityRuleTests {
    let rules = Shipped.reference.qualityRules
    let day = CivilDay(2026, 1, 15)!
    let start = Instant(iso8601: "2026-01-14T00:00:00+07:00")!

    private func verdicts(
        _ code: Parameter.Code, _ values: [Double], every step: Duration = .hours(1),
        range: ClosedRange<Double>? = nil, coarse: [Instant: Double] = [:]
    ) throws -> [QualityVerdict] {
        let parameter = try #require(Shipped.reference.catalogue[code])
        var at = start
        let samples = values.map { value in
            defer { at += step }
            return QualitySample(at: at, value: value)
        }
        return rules.verdicts(on: samples, of: parameter, day: day, range: range, coarse: coarse)
    }

    @Test(
        "what no instrument can read is rejected",
        arguments: [
            ("pm25", 1_001.0, true), ("pm25", 1_000, false), ("pm25", 0, false), ("humidity", 101, true),
            ("humidity", -1, true),
            ("temperature", -5, false), ("ph", 14.1, true), ("ph", 14, false), ("toc", 1e9, false),
        ])
    func range(code: String, value: Double, found: Bool) throws {
        let verdicts = try verdicts(Parameter.Code(code), [value])
        #expect(verdicts.contains { $0.rule == .range && $0.severity == .reject } == found)
    }

    @Test("a station's own range is narrower")
    func ownRange() throws {
        #expect(try verdicts(.pm25, [600], range: 0...500).map(\.rule) == [.range])
    }

    @Test(
        "a little below zero is noise, more is a fault",
        arguments: [
            ("pm25", -5.0, false), ("pm25", -5.1, true), ("toc", -0.1, true), ("temperature", -10, false),
            ("water_temperature", -1, true),
        ])
    func negative(code: String, value: Double, found: Bool) throws {
        #expect(try verdicts(Parameter.Code(code), [value]).map(\.rule) == (found ? [.negative] : []))
    }

    @Test("24 hours of one value are a stuck instrument, 23 are not")
    func stuck() throws {
        #expect(try verdicts(.pm25, Array(repeating: 20, count: 24)).isEmpty)
        let found = try verdicts(.pm25, [19] + Array(repeating: 20, count: 25) + [21])
        #expect(found.count == 25 && found.allSatisfy { $0.rule == .stuck && $0.severity == .reject })
        #expect(found.first?.at == start + .hours(1))
        #expect(try verdicts(.pm25, Array(repeating: 20, count: 289), every: .minutes(5)).count == 289)
        #expect(try verdicts(.pm25, [20, 20], every: .hours(24)).isEmpty)
    }

    @Test("days without rain are no stuck gauge, days of the same rain are")
    func rain() throws {
        #expect(try verdicts("rain", Array(repeating: 0, count: 100)).isEmpty)
        #expect(try verdicts("rain", Array(repeating: 1.2, count: 30)).count == 30)
    }

    @Test("one value far from its neighbours is suspect, a lasting rise is not")
    func spikes() throws {
        let calm = [30.0, 31, 29, 32, 30, 31, 33, 30]
        #expect(try verdicts(.pm25, calm).isEmpty)
        let found = try verdicts(.pm25, Array(calm[0..<4]) + [180] + calm[4...])
        #expect(found.map(\.rule) == [.spike] && found[0].severity == .suspect)
        #expect(found[0].at == start + .hours(4))
        #expect(try verdicts(.pm25, calm + [90, 95, 92, 97, 94, 96]).filter { $0.rule == .spike }.count <= 2)
        #expect(try verdicts(.pm25, [30, 180]).isEmpty)
        #expect(try verdicts(.pm25, [30, 30, 30, 30, 55, 30, 30, 30]).isEmpty)
    }

    @Test("PM2.5 cannot exceed PM10, but for the tolerance of two instruments")
    func order() throws {
        let coarse = [start: 50.0, start + .hours(1): 50, start + .hours(2): 50]
        let found = try verdicts(.pm25, [50, 60, 60.1, 500], coarse: coarse).filter { $0.rule == .particulateOrder }
        #expect(found.map(\.at) == [start + .hours(2)])
    }

    @Test("the evidence names numbers and unit")
    func evidence() throws {
        let found = try verdicts(.pm25, [1_200])
        #expect(found[0].evidence.key == "environment.quality.evidence.out-of-range")
        #expect(found[0].evidence.arguments["value"] == .number(1_200, decimals: 1))
        #expect(found[0].evidence.arguments["unit"] == .text("µg/m³"))
    }

    @Test("an hour needs nine of twelve values")
    func hours() {
        let settings = Shipped.reference.settings
        #expect(Completeness(counted: 9, expected: 12).hourEvidence(settings) == nil)
        #expect(Completeness(counted: 8, expected: 12).hourEvidence(settings) != nil)
        #expect(Completeness(counted: 1, expected: 1).hourEvidence(settings) == nil)
        #expect(Completeness(counted: 20, expected: 12).share == 1)
    }

    @Test("only measuring counts; an unknown status does not, and has a name")
    func statuses() {
        let statuses = Shipped.reference.statuses
        #expect(statuses.counts("00"))
        for status in ["01", "02", "03", "99", "", "0"] { #expect(!statuses.counts(Status(rawValue: status))) }
        #expect(statuses.name(of: "01").key == "environment.status.calibrating")
        #expect(statuses.name(of: "77") == Message("environment.status.unknown", ["status": .text("77")]))
    }

    @Test("a real winter month is not full of suspicion")
    func realMonth() throws {
        var reader = CSVReader(try Fixture.text("air/hanoi_pm25_2018_january.csv"))
        let values = try reader.rows().filter { $0.fields.last == "Valid" }.compactMap { Double($0.fields[10]) }
        #expect(values.count == 376)
        let found = try verdicts(.pm25, values)
        #expect(found.count < 8, "\(found.map(\.evidence))")
    }

    @Test("odd numbers are no trap")
    func odd() throws {
        _ = try verdicts(.pm25, [.nan, .infinity, -.infinity, 1e308, -1e308, 0, 0, .nan])
        #expect(try verdicts(.pm25, []).isEmpty)
    }
}
