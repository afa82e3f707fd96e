// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// One round after another: asks the ports for what changed and says what to
/// send to whom. It keeps what the screens show, and sends nothing itself.
struct ScreenRounds {
    /// Something to publish.
    struct Update: Sendable {
        let topic: String
        let html: HTML
    }

    /// What a round looked at.
    private struct Scope {
        /// Stations asked for; every one when `everything`.
        var stations: [StationOverview] = []
        var alarms = false
        var events = false
        var everything = false
    }

    /// Whether nothing was looked at yet.
    var isFirst: Bool { picture == nil }

    private let feature: OperationsFeature
    private var picture: CityPicture?
    private var shown: ShownFragments

    /// - Parameter wording: Any reader's, always the same: fragments are compared in it.
    init(feature: OperationsFeature, wording: Wording) {
        self.feature = feature
        shown = ShownFragments(wording: wording)
    }

    /// What the screens must hear of `changes`.
    ///
    /// Calls of the ports go by kind, not by number of changes: stations cost
    /// two, alarms and events one each, everything five.
    mutating func updates(for changes: GatheredChanges) async -> [Update] {
        let now = feature.clock.now
        let (picture, scope) = await renewed(by: changes, at: now)
        self.picture = picture
        return Screen.allCases.flatMap { updates(on: $0, of: picture, in: scope) }.filter { !$0.html.isEmpty }
    }

    private func renewed(by changes: GatheredChanges, at now: Instant) async -> (CityPicture, Scope) {
        let reading = feature.reading
        guard !changes.everything, var next = picture else {
            return (await reading.picture(at: now), Scope(everything: true))
        }
        next.moment = now
        var scope = Scope(alarms: changes.alarms, events: changes.events)
        if !changes.stations.isEmpty {
            async let figures = reading.figures(at: now)
            let changed = await reading.stations(withCodes: changes.stations, at: now)
            next.figures = await figures
            // A station that came, went or cannot be read changes more than its own row.
            guard let stations = changed.value, stations.count == changes.stations.count, next.replace(stations) else {
                return (await reading.picture(at: now), Scope(everything: true))
            }
            scope.stations = stations
        }
        if changes.alarms { next.alarms = await reading.alarms() }
        if changes.events { next.events = await reading.events() }
        return (next, scope)
    }

    private mutating func updates(on screen: Screen, of picture: CityPicture, in scope: Scope) -> [Update] {
        let parts = ScreenParts(screen: screen, picture: picture)
        let topic = screen.topic
        var common = shown.renewal(of: SituationBanner.id, parts.situation, on: topic)
        if scope.everything || !scope.stations.isEmpty { common += tiles(parts, on: topic) }
        for station in scope.stations {
            if let mark = parts.mark(station) {
                common += shown.renewal(of: StationMark.id(station.code), mark, on: topic)
            }
            if screen == .desk {
                common += shown.renewal(of: StationList.rowID(station.code), parts.row(station), on: topic)
            }
        }
        if scope.alarms || scope.everything { common += shown.renewal(of: AlarmPanel.id, parts.alarms, on: topic) }
        if scope.events || scope.everything { common += shown.renewal(of: EventList.id, parts.events, on: topic) }
        guard scope.everything else { return [Update(topic: topic, html: common)] }
        if screen == .desk { common += rows(parts, on: topic) }
        common += marks(parts, on: topic)
        return Language.allCases.map { language in
            let clock = feature.cityClock(at: picture.moment, in: language).html
            return Update(topic: screen.topic(in: language), html: map(parts, in: language, on: screen) + clock)
        } + [Update(topic: topic, html: common)]
    }

    private mutating func tiles(_ parts: ScreenParts, on topic: String) -> HTML {
        let figures = parts.figures.value
        let renewals = HTML(
            (figures ?? []).map { shown.renewal(of: CityTiles.tileID($0.code), parts.tile($0), on: topic) })
        let shape = figures?.map(\.code) ?? Self.failed
        return shown.isNew(shape, of: CityTiles.id, on: topic) ? parts.tiles : renewals
    }

    private mutating func rows(_ parts: ScreenParts, on topic: String) -> HTML {
        let stations = parts.picture.stations.value
        let renewals = HTML(
            (stations ?? []).map { shown.renewal(of: StationList.rowID($0.code), parts.row($0), on: topic) })
        let shape = stations?.map(\.code) ?? Self.failed
        return shown.isNew(shape, of: StationList.id, on: topic) ? parts.stations : renewals
    }

    private mutating func marks(_ parts: ScreenParts, on topic: String) -> HTML {
        HTML(
            (parts.picture.stations.value ?? []).compactMap { station in
                parts.mark(station).map { shown.renewal(of: StationMark.id(station.code), $0, on: topic) }
            })
    }

    /// The whole map when it was drawn anew. Names on it differ by language;
    /// marks do not, and travel on the common topic.
    private mutating func map(_ parts: ScreenParts, in language: Language, on screen: Screen) -> HTML {
        let stations = parts.picture.stations.value.map { $0.map(\.code).sorted() } ?? Self.failed
        let shape = stations + ["\(parts.picture.map.value.hashValue)"]
        return shown.isNew(shape, of: CityMapPanel.id, on: screen.topic(in: language)) ? parts.map(language) : .empty
    }

    /// No code of a figure or a station looks like this.
    private static let failed = ["?"]
}
