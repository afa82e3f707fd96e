// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import Ports
import Synchronization

/// Asks the other features what the screens show.
///
/// A whole picture costs one call of each port, all at the same time,
/// whatever the number of stations and alarms. A port that fails is logged
/// and leaves its panel `failed`.
final class CityReading: Sendable {
    static let eventLimit = 10

    private let board: any StationBoard
    private let services: (any ServiceBoard)?
    private let desk: any AlarmDesk
    private let log: any CityEvents
    private let territories: any Territories
    private let zone: CivilZone
    private let logger: Logger
    private let drawn = Mutex<Drawn?>(nil)

    /// The map drawn last, and what it was drawn from.
    private struct Drawn {
        let outlines: [TerritoryOutline]
        let sites: [CityMap.Site]
        let map: CityMaps?
    }

    init(
        board: any StationBoard, services: (any ServiceBoard)?, desk: any AlarmDesk, log: any CityEvents,
        territories: any Territories,
        zone: CivilZone, logger: Logger
    ) {
        self.board = board
        self.services = services
        self.desk = desk
        self.log = log
        self.territories = territories
        self.zone = zone
        self.logger = logger
    }

    func picture(at moment: Instant) async -> CityPicture {
        async let stations = stations(at: moment)
        async let figures = figures(at: moment)
        async let services = serviceFigures()
        async let alarms = alarms()
        async let events = events()
        async let outlines = panel("territories") { try await self.outlines(at: moment) }
        let known = await stations
        let map = await outlines.map { outlines in
            self.map(of: outlines, sites: (known.value ?? []).map(CityMap.Site.init))
        }
        return CityPicture(
            stations: known, figures: await figures, services: await services, alarms: await alarms,
            events: await events, map: map,
            moment: moment)
    }

    func stations(at moment: Instant) async -> Panel<[StationOverview]> {
        await panel("stations") { try await self.board.stations(at: moment).byGravity }
    }

    func stations(withCodes codes: Set<String>, at moment: Instant) async -> Panel<[StationOverview]> {
        await panel("stations") { try await self.board.stations(withCodes: codes, at: moment) }
    }

    func figures(at moment: Instant) async -> Panel<[CityFigure]> {
        await panel("figures") { try await self.board.cityFigures(at: moment) }
    }

    /// Figures of the city's dossiers: they do not follow from stations, and
    /// are asked for with the whole picture alone.
    private func serviceFigures() async -> Panel<[CityFigure]> {
        await panel("services") { try await self.services?.serviceFigures() ?? [] }
    }

    func alarms() async -> Panel<AlarmQueue> {
        await panel("alarms") { AlarmQueue(rows: try await self.desk.openAlarms(limit: AlarmQueue.limit + 1)) }
    }

    func events() async -> Panel<[CityEvent]> {
        await panel("events") { try await self.log.latestEvents(limit: Self.eventLimit) }
    }

    /// The outlines in force on the day of `moment`.
    func outlines(at moment: Instant) async throws -> [TerritoryOutline] {
        try await territories.outlines(on: zone.day(of: moment))
    }

    /// The map of `outlines`; the one drawn last when nothing has changed.
    private func map(of outlines: [TerritoryOutline], sites: [CityMap.Site]) -> CityMaps? {
        // In the order of codes: stations change theirs with gravity, the map stays.
        let sites = sites.sorted { $0.code < $1.code }
        if let last = drawn.withLock({ $0 }), last.sites == sites, last.outlines == outlines { return last.map }
        let map = CityMaps(outlines, sites: sites)
        drawn.withLock { $0 = Drawn(outlines: outlines, sites: sites, map: map) }
        return map
    }

    private func panel<Value: Sendable>(
        _ name: String, _ ask: @Sendable () async throws -> Value
    ) async -> Panel<Value> {
        do {
            return .known(try await ask())
        } catch {
            logger.error("operations panel failed", metadata: ["panel": .string(name), "error": .string("\(error)")])
            return .failed
        }
    }
}
