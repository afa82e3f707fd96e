// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import NIOCore
import Ports
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Environment
@testable import Web

@Suite("Pages that follow their stations")
struct StationPublisherTests {
    /// What a browser's stream was sent.
    private final class Screen: Sendable {
        private let text = Mutex("")
        var received: String { text.withLock { $0 } }

        func watch(_ client: LiveClient, in wording: Wording) async {
            for await signal in client.signals {
                if case .event(let event) = signal {
                    text.withLock { $0 += String(buffer: event.bytes(in: wording)) }
                }
            }
        }
    }

    @Test(
        "a file laid into the folder changes the open pages of the city and of its station, no other",
        arguments: Backend.available)
    func fileToScreen(on backend: Backend) async throws {
        try await WebCity.open(on: backend, hours: 3) { web in
            let city = web.city
            // Nothing else is to be derived: what moves on screens is the file.
            try await city.derive()
            let feature = city.feature
            let publisher = StationPublisher(
                pages: web.pages, changes: feature.changes, hub: web.hub, clock: city.clock.clock,
                gathering: .milliseconds(1), logger: feature.logger)
            let group = ServiceGroup(services: [publisher] + feature.services, logger: feature.logger)
            let screens = ["environment", "environment/station/KHI001", "environment/station/TT001"].map { topic in
                (screen: Screen(), client: web.hub.open(topics: [topic], from: nil, limit: 9)!)
            }
            let wording = web.site.wording(.vi)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for (screen, client) in screens { tasks.addTask { await screen.watch(client, in: wording) } }
                tasks.addTask { try await group.run() }
                tasks.addTask { await city.turnMachineClock() }
                try await waitUntil("watching") { feature.intakeGauge.current.phase == .watching }

                let at = stamp(City.start - .seconds(30))
                try city.upload("KHI001/KHI001_\(at).txt", line("PM2,5", "87.4", "µg/Nm3", at: at))

                try await waitUntil("on the station's page") { screens[1].screen.received.contains("87,4") }
                try await waitUntil("on the city's page") {
                    screens[0].screen.received.contains("id=\"station-khi001\"")
                }
                #expect(screens[1].screen.received.contains("id=\"station-now\""))
                #expect(screens[2].screen.received.isEmpty)
                #expect(!screens[0].screen.received.contains("id=\"station-tt001\""))
                for (_, client) in screens { web.hub.close(client) }
                await group.triggerGracefulShutdown()
                // The screens' ends, and the services'.
                for _ in 0...screens.count { try await tasks.next() }
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
        }
    }

    @Test("while nobody watches nothing is worked out")
    func nobody() async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            let publisher = StationPublisher(
                pages: web.pages, changes: web.city.feature.changes, hub: web.hub, clock: web.city.clock.clock)
            web.database.forget()

            try await publisher.publish(.init(stations: ["KHI001"], everything: true))

            #expect(web.database.recorded.isEmpty)
        }
    }
}
