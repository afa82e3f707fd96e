// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import Ports
import SQLStore
import ServiceLifecycle
import TestSupport
import Testing

@testable import Environment

@Suite("What the operations centre sees")
struct PortsTests {
    private let one = Instant(iso8601: "2026-01-15T01:00:00+07:00")!

    @Test("every figure says its source, its meaning and where its records are", arguments: Backend.available)
    func figures(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try await city.register("KHI002", period: .hours(1), replayed: true)
            try await city.register("KHI003", period: .hours(1))
            try await city.live("KHI001", hourly: [20, 21, 22], from: one)
            try await city.live("KHI002", hourly: [50, 60], from: one + .hours(3))
            let now = city.clock.now
            let board = city.feature.stationBoard

            let stations = try await board.stations(at: now)
            let cityFigures = try await board.cityFigures(at: now)

            #expect(stations.map(\.code) == ["KHI001", "KHI002", "KHI003"])
            for figure in stations.map(\.headline) + cityFigures.map(\.figure) {
                #expect(figure.records.hasPrefix("/environment"))
                #expect(figure.definition.key.hasPrefix("environment.definition."))
                switch figure.source {
                case .named(let name): #expect(!name.isEmpty)
                case .described(let message): #expect(message.key.hasPrefix("environment."))
                }
                if figure.number != nil { #expect(figure.asOf != nil) }
            }
            #expect(stations[1].headline.quality == .replayed && stations[0].headline.quality != .replayed)
            #expect(stations[1].category != nil && stations[1].headline.number == 109)
            #expect(stations[2].headline.number == nil && stations[2].silentSince == nil)
            // Two hours behind: KHI001 has fallen behind, and says since when.
            #expect(stations[0].headline.staleSince != nil)
            let some = try await board.stations(withCodes: ["KHI002"], at: now)
            #expect(some == [stations[1]])
        }
    }

    @Test("files of one minute are one event; alarms are events of their own", arguments: Backend.available)
    func events(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try city.send("KHI001", hourly: Array(repeating: 20, count: 30), from: one - .days(3))
            try await city.takeIn()
            try await city.live("KHI001", "NO2", hourly: [210], from: one)

            let events = try await city.feature.events.latestEvents(limit: 10)

            #expect(events.map(\.message.key).contains("environment.event.alarm-raised"))
            let files = events.filter { $0.message.key == "environment.event.files" }
            #expect(files.count == 2)
            #expect(files.first?.message.arguments["amount"] == .count(30))
            #expect(events.allSatisfy { $0.address.hasPrefix("/environment") })
        }
    }

    @Test(
        "a file reaches a listener as a change of its station, running as in the product", arguments: Backend.available)
    func changes(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            let feature = city.feature
            let group = ServiceGroup(services: feature.services, logger: feature.logger)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                let changes = feature.changes.changes()
                tasks.addTask { try await group.run() }
                tasks.addTask { await city.turnMachineClock() }
                try await waitUntil("watching") { feature.intakeGauge.current.phase == .watching }

                try city.send("KHI001", hourly: [33], from: City.start.roundedDown(to: .hours(1)))
                for await change in changes where change == .station("KHI001") { break }
                try await waitUntil("derived") { try await !city.indices("KHI001").isEmpty }
                try await waitUntil("removed") { city.left.isEmpty }

                await group.triggerGracefulShutdown()
                try await tasks.next()
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
            #expect(try await city.files.first?.isBacklog == false)
        }
    }
}
