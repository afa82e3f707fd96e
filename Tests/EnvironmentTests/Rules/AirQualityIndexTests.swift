// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Testing

@Suite("VN_AQI of an hour and of a day")
struct AirQualityIndexTests {
    let method = Shipped.reference.airQualityMethod(on: CivilDay(2026, 1, 15)!)
    let hour = Instant(iso8601: "2026-01-15T08:00:00+07:00")!
    let day = CivilDay(2026, 1, 15)!

    private func lastHours(_ newestFirst: [Double?]) -> [HourlyMean] {
        AirSample.hours(newestFirst.reversed(), from: hour - .hours(newestFirst.count - 1))
    }

    private func dayHours(_ values: [Double?], before: Int = 0) -> [HourlyMean] {
        AirSample.hours(values, from: CivilZone.vietNam.start(of: day) + .hours(1 - before))
    }

    @Test("the greatest sub-index is the index, with band, dominant parameter and inputs")
    func hourly() throws {
        let index = method.index(
            ofHourEndingAt: hour,
            from: [
                .pm25: lastHours(Array(repeating: 20.3, count: 12)), .ozone: lastHours([136.1]),
                .nitrogenDioxide: lastHours([118.7, 700]),
            ])
        #expect(index.value == 59)
        #expect(index.category?.code == "moderate")
        #expect(index.dominant?.parameter == .nitrogenDioxide)
        #expect(index.subIndices.map(\.parameter) == [.pm25, .ozone, .nitrogenDioxide])
        #expect(index.subIndices.map(\.index) == [41, 43, 59])
        #expect(index.subIndices.map(\.basis) == [.nowCast, .hour, .hour])
        #expect(index.subIndices[0].inputs.map(\.endingAt) == (0..<12).map { hour - .hours($0) })
        #expect(index.method == "QĐ 1459/QĐ-TCMT")
        #expect(index.reason == nil)
    }

    @Test("gases alone make no index")
    func gasesAlone() {
        let index = method.index(ofHourEndingAt: hour, from: [.ozone: lastHours([136.1]), "humidity": lastHours([80])])
        #expect(index.outcome == .none(.particulatesNotMeasured))
        #expect(index.subIndices.map(\.index) == [43])
        #expect(index.category == nil && index.dominant == nil)
    }

    @Test(
        "PM2.5 needs two of the last three hours",
        arguments: [
            ([20, nil, 22], true), ([nil, 20, 22], true), ([20, 21], true), ([20, nil, nil, 20, 20, 20], false),
            ([nil, nil, 22], false), ([20], false),
        ] as [([Double?], Bool)])
    func recentHours(values: [Double?], exists: Bool) {
        let index = method.index(ofHourEndingAt: hour, from: [.pm25: lastHours(values), .ozone: lastHours([10])])
        #expect((index.value != nil) == exists)
        if !exists {
            #expect(index.outcome == .none(.particulatesWithoutRecentHours))
            #expect(index.missing.map(\.reason) == [.tooFewRecentHours])
        }
    }

    @Test("one particulate is enough; the other is reported missing")
    func oneParticulate() {
        let index = method.index(ofHourEndingAt: hour, from: [.pm25: [], .pm10: lastHours([100, 100, 100])])
        #expect(index.value == 75)
        #expect(index.missing.map(\.parameter) == [.pm25])
    }

    @Test("nothing at all is no data, not missing particulates")
    func nothing() {
        #expect(method.index(ofHourEndingAt: hour, from: [:]).reason == .noData)
        #expect(method.index(ofHourEndingAt: hour, from: [.pm25: []]).reason == .noData)
        #expect(method.index(of: day, from: [.ozone: []]).reason == .noData)
        #expect(method.index(ofHourEndingAt: hour, from: [.pm25: []]).completeness.counted == 0)
    }

    @Test("an hour with fewer than nine of twelve values does not count")
    func incompleteHours() {
        func index(_ counted: Int) -> AirQualityIndex {
            let means = lastHours([20, 20, 20]).map {
                HourlyMean(
                    endingAt: $0.endingAt, value: $0.value, completeness: Completeness(counted: counted, expected: 12))
            }
            return method.index(ofHourEndingAt: hour, from: [.pm25: means])
        }
        #expect(index(9).value == 40)
        #expect(index(8).value == nil)
    }

    @Test("of equal sub-indices the first of the table is dominant")
    func ties() {
        let index = method.index(
            ofHourEndingAt: hour,
            from: [
                .pm10: lastHours([50, 50, 50]), .pm25: lastHours([25, 25, 25]), .ozone: lastHours([160]),
                .carbonMonoxide: lastHours([10_000]),
            ])
        #expect(index.value == 50)
        #expect(index.dominant?.parameter == .pm25)
    }

    @Test("a day is the hours labelled 01:00 to 00:00 of the next day")
    func dayLabels() {
        let values = [500.0] + Array(repeating: 20.0, count: 24) + [500.0]
        let index = method.index(of: day, from: [.pm25: dayHours(values, before: 1)])
        #expect(index.value == 40)
        #expect(index.completeness == Completeness(counted: 24, expected: 24))
    }

    @Test("a day takes the mean of particulates and the highest hour of gases")
    func daily() {
        var gas = Array(repeating: 10.0, count: 24)
        gas[13] = 130.8
        let index = method.index(
            of: day,
            from: [
                .pm25: dayHours((0..<24).map { $0 % 2 == 0 ? 50.7 : 60.7 }), .nitrogenDioxide: dayHours(gas),
            ])
        #expect(index.value == 110)
        #expect(index.subIndices.map(\.index) == [110, 65])
        #expect(index.subIndices.map(\.basis) == [.day, .highestHour])
    }

    @Test(
        "eighteen hours make a day, seventeen do not",
        arguments: [(24, 40), (18, 40), (17, nil), (1, nil)] as [(Int, Int?)])
    func completeDays(hours: Int, expected: Int?) {
        let index = method.index(of: day, from: [.pm25: dayHours(Array(repeating: 20, count: hours))])
        #expect(index.value == expected)
        if expected == nil {
            #expect(index.reason == .particulatesIncomplete(Completeness(counted: hours, expected: 24)))
        }
    }

    @Test("eight hours of ozone reach back into the evening before")
    func eveningBefore() throws {
        let ozone = Array(repeating: 300.0, count: 7) + Array(repeating: 20.0, count: 24)
        let index = method.index(
            of: day, from: [.pm25: dayHours(Array(repeating: 1, count: 24)), .ozone: dayHours(ozone, before: 7)])
        let eight = try #require(index.subIndices.first { $0.basis == .highestEightHours })
        #expect(eight.concentration == 265)
        #expect(index.subIndices.first { $0.basis == .highestHour }?.concentration == 20)
        #expect(index.dominant?.basis == .highestEightHours)
    }

    @Test("an eight-hour mean above 400 µg/m³ is not used, the highest hour is")
    func aboveScale() {
        let index = method.index(
            of: day,
            from: [
                .pm25: dayHours(Array(repeating: 1, count: 24)),
                .ozone: dayHours(Array(repeating: 450, count: 31), before: 7),
            ])
        #expect(index.value == 213)
        #expect(index.missing.map(\.reason) == [.aboveScale])
    }

    @Test("a mean of binary floats that should be 109.5 still rounds to 110")
    func binaryFloats() throws {
        let column = try #require(method.columns.first { $0.code == "pm25" })
        for concentration in [55.7, 55.699999999999996, 55.70000000000001, 0.1 + 0.2 + 55.4] {
            #expect(method.subIndex(of: concentration, in: column)?.index == 110)
        }
    }

    @Test("the index rises with the concentration, without a gap and never beyond 500")
    func monotone() {
        for column in method.columns {
            var before = -1.0
            let end = column.points.last!.concentration
            for step in 0...4_000 {
                let concentration = end * Double(step) / 4_000
                guard let (exact, index) = method.subIndex(of: concentration, in: column) else {
                    Issue.record("\(column.code) has no index at \(concentration)")
                    return
                }
                #expect(exact >= before && exact - max(before, 0) < 1)
                #expect((0...500).contains(index) && abs(Double(index) - exact) <= 0.5)
                before = exact
            }
        }
    }

    @Test("odd numbers are no trap", arguments: [Double.nan, .infinity, -.infinity, -5, 1e300, .leastNonzeroMagnitude])
    func oddNumbers(value: Double) {
        for column in method.columns {
            if let found = method.subIndex(of: value, in: column) { #expect((0...500).contains(found.index)) }
        }
        let means: [Parameter.Code: [HourlyMean]] = [
            .pm25: lastHours([value, value, value]), .ozone: lastHours([value]),
        ]
        _ = method.index(ofHourEndingAt: hour, from: means)
        _ = method.index(of: day, from: means)
    }

    @Test("the order in which hours come does not matter, nor do hours outside the window")
    func permutation() {
        var numbers = SeededNumbers(seed: 7)
        let hours = lastHours((0..<12).map { Double($0 * 7 % 40) + 3 })
        let expected = method.index(ofHourEndingAt: hour, from: [.pm25: hours])
        for _ in 0..<20 {
            let shuffled = (hours + lastHours(Array(repeating: nil, count: 12) + [400, 500])).shuffled(using: &numbers)
            #expect(method.index(ofHourEndingAt: hour, from: [.pm25: shuffled]) == expected)
        }
    }

    @Test("missing hours at the end do not lower the index")
    func missingTail() {
        let complete = NowCast.value(of: Array(repeating: 80, count: 12))
        for present in 2...12 {
            let value = NowCast.value(of: Array(repeating: 80, count: present))
            #expect(value == complete)
        }
        #expect(NowCast.value(of: [0, 0, 0]) == 0)
        #expect(NowCast.value(of: [-3, 0, -1]) == 0)
    }

    @Test("days before the decision are worked out by it all the same")
    func history() {
        #expect(Shipped.reference.airQualityMethod(on: CivilDay(2018, 1, 1)!).document == "QĐ 1459/QĐ-TCMT")
    }
}
