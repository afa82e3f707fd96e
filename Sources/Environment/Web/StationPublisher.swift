// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Logging
package import Ports
package import ServiceLifecycle
package import Web

/// Sends the pieces of public pages that changed to whoever watches them.
///
/// Changes are gathered for a moment, so that a burst of files costs one look
/// at the database; nothing is worked out for pages nobody has open.
package struct StationPublisher: Service {
    static let cityTopic = "environment"
    static func topic(of code: String) -> String { "environment/station/\(code)" }

    private let pages: EnvironmentPages
    private let changes: any CityChanges
    private let hub: LiveHub
    private let clock: Clock
    private let gathering: Duration
    private let logger: Logger

    package init(
        pages: EnvironmentPages, changes: any CityChanges, hub: LiveHub, clock: Clock,
        gathering: Duration = .milliseconds(100), logger: Logger = Logger(label: "vamco.environment.pages")
    ) {
        self.pages = pages
        self.changes = changes
        self.hub = hub
        self.clock = clock
        self.gathering = gathering
        self.logger = logger
    }

    package func run() async throws {
        let inbox = ChangeInbox()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await change in changes.changes().cancelOnGracefulShutdown() { await inbox.put(change) }
                await inbox.close()
            }
            group.addTask {
                while let news = await inbox.next() {
                    do {
                        try await publish(news)
                        try await Task.sleep(for: gathering)
                    } catch is CancellationError {
                        return
                    } catch {
                        logger.warning("pages were not kept up to date", metadata: ["error": .string("\(error)")])
                    }
                }
            }
        }
    }

    /// Looks again at the stations that changed and sends what is shown of them.
    func publish(_ news: ChangeInbox.News) async throws {
        guard hub.streamCount > 0, news.everything || !news.stations.isEmpty else { return }
        let now = clock.now
        let city = try await pages.cityAir(at: now)
        var fragments = CityAirPage.headline(of: city)
        for station in city.air where news.holds(station.code) {
            fragments += AirStationEntry(station: station, now: now).place.html
        }
        for station in city.water + city.weather where news.holds(station.code) {
            fragments += CityAirPage.card(of: station)
        }
        hub.publish(fragments, on: Self.cityTopic)
        for code in news.stations.sorted() {
            guard let detail = try await pages.stationDetail(code, at: now, range: .day) else { continue }
            hub.publish(StationPage.fragments(detail), on: Self.topic(of: code))
        }
    }
}

/// Changes since the last look, each station once.
actor ChangeInbox {
    struct News: Sendable {
        var stations: Set<String> = []
        var everything = false

        func holds(_ code: String) -> Bool { everything || stations.contains(code) }
    }

    private var news = News()
    private var hasNews = false
    private var isClosed = false
    private var waiter: CheckedContinuation<Void, Never>?

    func put(_ change: CityChange) {
        switch change {
        case .station(let code): news.stations.insert(code)
        case .missed: news.everything = true
        case .alarms, .events: return
        }
        hasNews = true
        wake()
    }

    func close() {
        isClosed = true
        wake()
    }

    /// What has changed; waits for something. `nil` once there will be no more.
    func next() async -> News? {
        if !hasNews, !isClosed {
            await withCheckedContinuation { waiter = $0 }
        }
        guard hasNews else { return nil }
        defer {
            news = News()
            hasNews = false
        }
        return news
    }

    private func wake() {
        waiter?.resume()
        waiter = nil
    }
}
