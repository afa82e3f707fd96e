// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Testing
import Web

@testable import Operations

@Suite("Rounds of publishing")
struct ScreenRoundTests {
    private let site: OperationsSite
    private var rounds: ScreenRounds

    init() throws {
        site = try OperationsSite()
        rounds = ScreenRounds(feature: site.feature, wording: site.site.wording(.vi))
    }

    /// The ids of the elements sent to a topic.
    private func ids(_ updates: [ScreenRounds.Update], on topic: String = "operations.desk") -> [String] {
        updates.filter { $0.topic == topic }.flatMap { update in
            update.html.rendered(in: site.site.wording(.vi))
                .matches(of: /<(?:svg|li|article|section|div)[^>]* id="([^"]*)"/).map { String($0.1) }
        }
    }

    private func batch(_ changes: CityChange...) -> GatheredChanges {
        var batch = GatheredChanges()
        for change in changes { batch.add(change) }
        return batch
    }

    @Test("the first look sends everything once, the second only the clock")
    mutating func baseline() async {
        let first = await rounds.updates(for: .everything)
        #expect(
            Set(first.map(\.topic)) == [
                "operations.desk", "operations.desk.vi", "operations.desk.en", "operations.wall", "operations.wall.vi",
                "operations.wall.en",
            ])
        #expect(ids(first).contains("stations") && ids(first).contains("alarms") && ids(first).contains("city-figures"))
        #expect(ids(first, on: "operations.desk.vi").contains("city-map"))

        let second = await rounds.updates(for: .everything)
        #expect(ids(second).isEmpty)
        #expect(ids(second, on: "operations.desk.vi") == ["city-clock"])
    }

    @Test("a changed station sends its mark and row, and asks for no other")
    mutating func station() async {
        _ = await rounds.updates(for: .everything)
        site.city.change {
            $0.calls = [:]
            $0.stations[0] = Sample.station("TNI001", 77, latitude: 11.30)
        }

        let updates = await rounds.updates(for: batch(.station("TNI001"), .station("TNI002")))

        #expect(ids(updates) == ["mark-TNI001", "station-TNI001"])
        #expect(ids(updates, on: "operations.wall") == ["mark-TNI001"])
        #expect(site.city.calls == ["stations-by-code": 1, "figures": 1])
    }

    @Test("a thousand changes of a station cost what one costs")
    mutating func burst() async {
        _ = await rounds.updates(for: .everything)
        site.city.change { $0.calls = [:] }
        var burst = GatheredChanges()
        for _ in 0..<1_000 { burst.add(.station("TNI001")) }
        _ = await rounds.updates(for: burst)
        #expect(site.city.calls == ["stations-by-code": 1, "figures": 1])
    }

    @Test("a figure that changed sends its tile alone")
    mutating func tile() async {
        _ = await rounds.updates(for: .everything)
        site.city.change { $0.figures[1] = Sample.tile("reporting", 3) }
        let updates = await rounds.updates(for: batch(.station("TNI001")))
        #expect(ids(updates) == ["figure-reporting"])
    }

    @Test("alarms and events ask their own port only")
    mutating func alarms() async {
        _ = await rounds.updates(for: .everything)
        site.city.change {
            $0.calls = [:]
            $0.alarms.append(Sample.alarm("a3"))
            $0.events.insert(Sample.event("e3", at: Sample.now + .minutes(1)), at: 0)
        }
        let alarms = await rounds.updates(for: batch(.alarms))
        #expect(site.city.calls == ["alarms": 1])
        #expect(ids(alarms).prefix(2) == ["situation", "alarms"])
        let events = await rounds.updates(for: batch(.events))
        #expect(site.city.calls == ["alarms": 1, "events": 1])
        #expect(ids(events).first == "events")
    }

    @Test("a new or vanished station draws list and map anew", arguments: [true, false])
    mutating func membership(appears: Bool) async {
        _ = await rounds.updates(for: .everything)
        site.city.change { state in
            if appears {
                state.stations.append(Sample.station("TNI009", latitude: 11.28, longitude: 106.12))
            } else {
                state.stations.removeLast()
            }
        }
        let updates = await rounds.updates(for: batch(.station(appears ? "TNI009" : "TNI003")))
        #expect(ids(updates).contains("stations"))
        #expect(ids(updates, on: "operations.wall.en").contains("city-map"))
    }

    @Test("a mark that changed and changed back is right again, whichever round saw it")
    mutating func backAndForth() async {
        _ = await rounds.updates(for: .everything)
        let before = Sample.city.stations[0]
        site.city.change { $0.stations[0] = Sample.station("TNI001", 77, latitude: 11.30) }
        #expect(ids(await rounds.updates(for: .everything)).contains("mark-TNI001"))
        site.city.change { $0.stations[0] = before }
        #expect(ids(await rounds.updates(for: batch(.station("TNI001")))).contains("mark-TNI001"))
    }

    @Test("a port that fails is told, and told again when it works")
    mutating func failing() async {
        _ = await rounds.updates(for: .everything)
        site.city.change { $0.broken = ["alarms"] }
        #expect(ids(await rounds.updates(for: batch(.alarms))) == ["situation", "alarms"])
        #expect(ids(await rounds.updates(for: .everything)).isEmpty)
        site.city.change { $0.broken = [] }
        #expect(ids(await rounds.updates(for: .everything)).prefix(2) == ["situation", "alarms"])
    }

    @Test("values grow stale without anything happening")
    mutating func aging() async {
        site.city.change {
            $0.stations = [Sample.station("TNI001", staleSince: Sample.now + .minutes(10))]
        }
        _ = await rounds.updates(for: .everything)
        site.dial.advance(by: .minutes(11))
        #expect(ids(await rounds.updates(for: .everything)) == ["station-TNI001", "mark-TNI001"])
    }
}

@Suite("The publisher of changes")
struct ScreenPublisherTests {
    /// Waits that a test ends by hand.
    final class Gate: Sendable {
        let waits: AsyncStream<Duration>
        private let asked: AsyncStream<Duration>.Continuation
        private let passes: AsyncStream<Void>
        private let pass: AsyncStream<Void>.Continuation

        init() {
            (waits, asked) = AsyncStream.makeStream()
            (passes, pass) = AsyncStream.makeStream()
        }

        func open() { pass.yield() }

        /// A round waits for the gate, a renewal for ever.
        func wait(_ duration: Duration, renewal: Duration) async throws {
            if duration == renewal {
                for await _ in AsyncStream<Void>(unfolding: { try? await Task.sleep(for: .seconds(3_600)) }) {}
                throw CancellationError()
            }
            asked.yield(duration)
            for await _ in passes { return }
            throw CancellationError()
        }
    }

    @Test("gathers a burst into one round, and looks at everything after changes were missed")
    func gathers() async throws {
        let site = try OperationsSite()
        let gate = Gate()
        var pace = Pace()
        let renewal = pace.renewal
        pace.sleep = { try await gate.wait($0, renewal: renewal) }
        let publisher = ScreenPublisher(
            feature: site.feature, changes: site.city, site: site.site, pace: pace, logger: .quiet)

        await withThrowingTaskGroup { group in
            group.addTask { try await publisher.run() }
            var waits = gate.waits.makeAsyncIterator()

            _ = await waits.next()
            gate.open()
            site.city.tell(.station("TNI001"))
            _ = await waits.next()
            #expect(site.city.calls["stations"] == 1)

            for _ in 0..<500 { site.city.tell(.station("TNI001"), .station("TNI002"), .alarms) }
            site.city.tell(.events)
            await Self.settled(publisher) { $0.events && $0.stations.count == 2 }
            gate.open()
            site.city.tell(.missed)
            _ = await waits.next()
            #expect(site.city.calls["stations-by-code"] == 1)
            #expect(site.city.calls["alarms"] == 2)

            await Self.settled(publisher) { $0.everything }
            gate.open()
            site.city.tell(.events)
            _ = await waits.next()
            #expect(site.city.calls["stations"] == 2)
            group.cancelAll()
        }
    }

    /// Until the publisher has heard what a test told it.
    private static func settled(_ publisher: ScreenPublisher, _ condition: (GatheredChanges) -> Bool) async {
        while !condition(publisher.waiting) { await Task.yield() }
    }

    @Test(
        "rests at least the time of gathering, at most half a second, twice the work between",
        arguments: [
            (0, 40), (10, 40), (30, 60), (100, 200), (9_000, 500),
        ])
    func rest(work: Int, expected: Int) {
        #expect(Pace().rest(after: .milliseconds(work)) == .milliseconds(expected))
    }
}
