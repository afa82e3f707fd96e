// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Observations
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("Reading again all of one reason")
struct RetrialTests {
    private let an = Actor.person(id: "1", name: "An")
    private let cuong = Actor.person(id: "9", name: "Cường")
    private let unknown = "environment.refusal.unknown-station"

    /// Files of a station nobody has registered, and one that is refused for another reason.
    private func refuse(_ count: Int, _ city: City) async throws {
        let start = City.start.roundedDown(to: .minutes(5)) - .minutes(5 * count)
        for step in 0..<count {
            let at = stamp(start + .minutes(5 * step))
            try city.upload("KHI001_\(at).txt", line("PM2,5", "20", "µg/m3", at: at))
        }
        try city.upload("KHI001.txt", "x")
        try await city.takeIn()
    }

    private func retrial(_ id: Retrial.ID, _ city: City) async throws -> Retrial {
        try #require(try await city.database.read { try RetrialStore.retrial(id, in: $0) })
    }

    @Test("goes in pages, tells how far it is, and touches no other reason", arguments: Backend.available)
    func pages(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await refuse(250, city)
            try await city.register("KHI001")
            let ordered = try #require(
                try await city.feature.quarantineDesk.retryAll(because: unknown, by: an))
            #expect(ordered.total == 250 && ordered.done == 0)
            let run = city.feature.retrialRun

            #expect(try await run.work())
            let half = try await retrial(ordered.id, city)
            #expect(half.done == 100 && half.taken == 100 && half.endedAt == nil)
            while try await run.work() {}

            let whole = try await retrial(ordered.id, city)
            #expect(whole.done == 250 && whole.taken == 250 && whole.endedAt == city.clock.now)
            #expect(try await city.values("KHI001", .pm25).count == 250)
            let left = try await city.waiting
            #expect(left.count == 1 && left.first?.name == "KHI001.txt")
            let entry = try await city.database.read { try QuarantineStore.entry(.init(1), in: $0) }
            #expect(entry?.handledBy == "person:1")
        }
    }

    @Test("what is still refused waits on and does not hold up the rest", arguments: Backend.available)
    func stillRefused(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await refuse(3, city)
            let at = stamp(City.start.roundedDown(to: .minutes(5)))
            try city.upload("KHI002_\(at).txt", line("PM2,5", "20", "µg/m3", at: at))
            try await city.takeIn()
            try await city.register("KHI002")

            let ordered = try #require(try await city.feature.quarantineDesk.retryAll(because: unknown, by: an))
            while try await city.feature.retrialRun.work() {}

            let whole = try await retrial(ordered.id, city)
            #expect(whole.done == 4 && whole.taken == 1 && whole.endedAt != nil)
            #expect(try await city.waiting.filter { $0.reason.key == unknown }.count == 3)
        }
    }

    @Test(
        "two officers who order the same share one, also while single entries are retried", arguments: Backend.available
    )
    func twoOfficers(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await refuse(120, city)
            try await city.register("KHI001")
            let desk = city.feature.quarantineDesk
            async let first = desk.retryAll(because: unknown, by: an)
            async let second = desk.retryAll(because: unknown, by: cuong)
            let orders = try await [first, second].compactMap { $0?.id }
            #expect(orders.count == 2 && Set(orders).count == 1)
            let ids = try await city.waiting.filter { $0.reason.key == unknown }.map(\.id)

            let cuong = cuong
            try await withThrowingTaskGroup(of: Void.self) { group in
                // A second node whose lease has just run out works on the same.
                for _ in 0..<2 { group.addTask { while try await city.feature.retrialRun.work() {} } }
                group.addTask {
                    for id in ids.reversed() {
                        do { _ = try await desk.retry(id, by: cuong) } catch QuarantineError.handled {}
                    }
                }
                try await group.waitForAll()
            }

            #expect(try await city.values("KHI001", .pm25).count == 120)
            #expect(try await city.waiting.map(\.name) == ["KHI001.txt"])
            let revisions: Int? = try await city.database.read {
                try $0.value("SELECT count(*) FROM observation_revision")
            }
            #expect(revisions == 0)
            let whole = try await retrial(orders[0], city)
            #expect(whole.endedAt != nil && whole.done <= 120)
            let again = try await desk.retryAll(because: unknown, by: an)
            #expect(again == nil)
        }
    }

    @Test("one entry that cannot be written does not hold up the others")
    func poison() async throws {
        try await City.open(on: .sqlite) { city in
            try await refuse(5, city)
            try await city.register("KHI001")
            try await city.database.write { tx in
                try tx.executeScript(
                    """
                    CREATE TRIGGER poison BEFORE INSERT ON observation_value WHEN NEW.origin_record = 3
                    BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: poison'); END
                    """)
            }
            let ordered = try #require(try await city.feature.quarantineDesk.retryAll(because: unknown, by: an))

            while try await city.feature.retrialRun.work() {}

            let whole = try await retrial(ordered.id, city)
            #expect(whole.taken == 4 && whole.done == 5 && whole.endedAt != nil)
        }
    }
}
