// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Testing

@testable import Operations

@Suite("The situation in a word")
struct SituationTests {
    private func picture(
        _ alarms: Panel<[AlarmNotice]>, stations: Panel<[StationOverview]> = .known([Sample.station("A")])
    ) -> CityPicture {
        CityPicture(
            stations: stations, figures: .known([]), services: .known([]), alarms: alarms.map { AlarmQueue(rows: $0) },
            events: .known([]),
            map: .known(nil), moment: Sample.now)
    }

    @Test("calm only when stations watch the city, and no alarm is open")
    func levels() {
        #expect(Situation(picture(.known([]))).level == .calm)
        #expect(Situation(picture(.failed)).level == .unknown)
        #expect(Situation(picture(.known([]), stations: .failed)).level == .unknown)
        #expect(Situation(picture(.known([]), stations: .known([]))).level == .unknown)
        #expect(Situation(picture(.known([Sample.alarm("1", acknowledgedBy: "A")]))).level == .handled)
        #expect(Situation(picture(.known([Sample.alarm("1", .warning)]))).level == .attention)
        #expect(Situation(picture(.known([Sample.alarm("1", .notice)]))).level == .attention)
        #expect(Situation(picture(.known([Sample.alarm("1", .notice), Sample.alarm("2")]))).level == .grave)
        #expect(
            Situation(picture(.known([Sample.alarm("1", acknowledgedBy: "A"), Sample.alarm("2", .notice)]))).level
                == .attention)
    }

    @Test("the worst station is named unless all is in the best band")
    func worst() {
        let bad = Sample.station("B", 160, category: Sample.bad)
        let calm = Situation(picture(.known([]), stations: .known([Sample.station("A")])))
        let worse = Situation(picture(.known([]), stations: .known([Sample.station("A"), bad])))
        #expect(!calm.sentences.contains { $0.key == "operations.situation.worst" })
        #expect(worse.sentences.last?.arguments["station"] == .text("Trạm B"))
    }

    @Test("a silent or stale station is not called the worst")
    func silent() {
        let silent = Sample.station("B", 160, category: Sample.bad, silentSince: Sample.now - .hours(5))
        let stale = Sample.station("C", 160, category: Sample.bad, staleSince: Sample.now - .hours(5))
        let situation = Situation(picture(.known([]), stations: .known([silent, stale])))
        #expect(!situation.sentences.contains { $0.key == "operations.situation.worst" })
        #expect(situation.sentences[1].arguments["count"] == .count(1))
    }
}

@Suite("Order of stations and alarms")
struct OrderTests {
    @Test("bands come first, then silence, then missing and old values")
    func stations() {
        let moderate = StationOverview.Category(code: "m", name: Message("x"), colour: "#FFFF00", gravity: 1)
        let stations = [
            Sample.station("good-1", 20), Sample.station("good-2", 45),
            Sample.station("moderate", 70, category: moderate),
            Sample.station("stale", 10, staleSince: Sample.now), Sample.station("none", nil),
            Sample.station("silent", 10, silentSince: Sample.now), Sample.station("bad", 160, category: Sample.bad),
        ]
        #expect(
            stations.byGravity.map(\.code) == ["bad", "silent", "none", "moderate", "stale", "good-2", "good-1"])
    }

    @Test("a water index counts downwards")
    func water() {
        let stations = [Sample.station("clean", 95, medium: .water), Sample.station("murky", 78, medium: .water)]
        #expect(stations.byGravity.map(\.code) == ["murky", "clean"])
    }

    @Test("kinds stand together, whatever order they came in")
    func kinds() {
        let stations = [
            Sample.station("A", 42), Sample.station("B", 31), Sample.station("C", 47),
            Sample.station("D", 78, medium: .water),
            Sample.station("E", 35), Sample.station("F", nil, medium: .weather),
        ]
        let expected = ["F", "C", "A", "E", "B", "D"]
        #expect(stations.byGravity.map(\.code) == expected)
        #expect(stations.reversed().byGravity.map(\.code) == expected)
    }

    @Test("alarms nobody has acknowledged come first, then the gravest, then the newest")
    func alarms() {
        let queue = AlarmQueue(rows: [
            Sample.alarm("known", acknowledgedBy: "A"), Sample.alarm("notice", .notice),
            Sample.alarm("old", raisedAt: Sample.now - .hours(9)), Sample.alarm("new"),
        ])
        #expect(queue.alarms.map(\.id) == ["new", "old", "notice", "known"])
        #expect(queue.worstWaiting == .grave)
    }

    @Test("one more than the limit only tells that there are more")
    func cut() {
        let rows = (0...AlarmQueue.limit).map { Sample.alarm("\($0)") }
        #expect(AlarmQueue(rows: rows).alarms.count == AlarmQueue.limit)
        #expect(AlarmQueue(rows: rows).isCut)
        #expect(!AlarmQueue(rows: Array(rows.dropLast())).isCut)
    }
}

@Suite("Text on a band's colour")
struct BandColourTests {
    @Test(
        "the six colours of VN_AQI carry text that can be read",
        arguments: [
            ("#00E400", "#10181b"), ("#FFFF00", "#10181b"), ("#FF7E00", "#10181b"), ("#FF0000", "#10181b"),
            ("#8F3F97", "#ffffff"), ("#7E0023", "#ffffff"),
        ])
    func readable(ground: String, text: String) { #expect(BandColour(ground)?.text == text) }

    @Test("what is no colour is none", arguments: ["", "red", "#FFF", "#GGGGGG", "#12345", "#FFFFFF\"", "url(#x)"])
    func none(colour: String) { #expect(BandColour(colour) == nil) }
}
