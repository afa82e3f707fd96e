// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Testing

@Suite("Limits of QCVN 05")
struct AirLimitsTests {
    let limits = Shipped.reference.airLimits

    private func check(_ mean: Double, _ code: String, _ averaging: AveragingTime, _ day: String) -> AirLimits.Check {
        limits.check(mean: mean, of: Parameter.Code(code), over: averaging, on: CivilDay(iso8601: day)!)
    }

    @Test(
        "the day of the measurement decides",
        arguments: [
            ("pm25", AveragingTime.day, "2025-12-31", 50.0), ("pm25", .day, "2026-01-01", 45),
            ("pm25", .year, "2026-06-01", 25),
            ("pm10", .day, "2023-09-11", 150), ("pm10", .day, "2023-09-12", 100), ("o3", .hour, "2026-01-01", 200),
            ("o3", .eightHours, "2026-01-01", 120), ("co", .hour, "2026-01-01", 30_000),
            ("co", .eightHours, "2026-01-01", 10_000),
            ("so2", .hour, "2026-01-01", 350), ("so2", .day, "2026-01-01", 125), ("so2", .year, "2026-01-01", 50),
            ("no2", .hour, "2026-01-01", 200), ("no2", .day, "2026-01-01", 100), ("no2", .year, "2026-01-01", 40),
            ("tsp", .hour, "2026-01-01", 300), ("tsp", .day, "2026-01-01", 200), ("tsp", .year, "2026-01-01", 100),
            ("pm10", .year, "2026-01-01", 50),
        ])
    func byDay(code: String, averaging: AveragingTime, day: String, limit: Double) {
        #expect(limits.limit(of: Parameter.Code(code), over: averaging, on: CivilDay(iso8601: day)!)?.limit == limit)
    }

    @Test("equal to the limit is within, any more is exceeded")
    func edge() {
        guard case .within(let limit) = check(45, "pm25", .day, "2026-01-01") else {
            Issue.record("45 is within 45")
            return
        }
        #expect(limit.document == "QCVN 05:2023/BTNMT")
        guard case .within = check(45.0000000001, "pm25", .day, "2026-01-01") else {
            Issue.record("a float's noise exceeds nothing")
            return
        }
        guard case .exceeded = check(45.1, "pm25", .day, "2026-01-01") else {
            Issue.record("45.1 exceeds 45")
            return
        }
        guard case .within = check(45.1, "pm25", .day, "2025-12-31") else {
            Issue.record("45.1 was within 50")
            return
        }
    }

    @Test(
        "no mean is held against the limit of another averaging time",
        arguments: [
            ("pm25", AveragingTime.report, [AveragingTime.day, .year]), ("pm25", .hour, [.day, .year]),
            ("pm10", .hour, [.day, .year]),
            ("co", .day, [.hour, .eightHours]), ("o3", .day, [.hour, .eightHours]),
            ("so2", .report, [.hour, .day, .year]),
            ("humidity", .hour, []),
        ])
    func otherAveragingTimes(code: String, averaging: AveragingTime, limited: [AveragingTime]) {
        #expect(check(1e6, code, averaging, "2026-01-01") == .noLimit(limitedOver: limited))
    }

    @Test("the 24-hour limit of PM2.5 is index 90: a day can be “moderate” and exceed it")
    func indexIsNotCompliance() throws {
        let method = Shipped.reference.airQualityMethod(on: CivilDay(2026, 1, 15)!)
        let column = try #require(method.column(of: .pm25))
        let index = try #require(method.subIndex(of: 47, in: column))
        #expect(index.index == 94)
        #expect(method.category(of: index.index)?.code == "moderate")
        guard case .exceeded = check(47, "pm25", .day, "2026-01-15") else {
            Issue.record("47 exceeds 45")
            return
        }
    }

    @Test("limits from memory say so")
    func sources() {
        for limit in limits.limits where limit.document == "QCVN 05:2013/BTNMT" {
            #expect(limit.source.contains("from memory"))
        }
    }
}
