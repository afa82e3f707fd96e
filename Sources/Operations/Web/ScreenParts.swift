// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// The parts of a screen, each with an `id` of its own: a page puts them
/// together, a live update sends the ones that changed.
struct ScreenParts {
    /// Alarms and events that can be read from six metres.
    static let alarmsOnWall = 3
    static let eventsOnWall = 5
    /// Tiles that leave the alarms their place.
    static let figuresOnWall = 4

    let screen: Screen
    let picture: CityPicture

    var situation: HTML { SituationBanner(situation: Situation(picture)).html }

    var tiles: HTML {
        CityTiles(figures: figures, moment: picture.moment, retry: screen.address).html
    }

    /// As many as the screen has room for; the first are the gravest.
    var figures: Panel<[CityFigure]> {
        guard case .known(let stations) = picture.figures, case .known(let services) = picture.services else {
            return .failed
        }
        let all = stations + services
        return .known(screen == .desk ? all : Array(all.prefix(Self.figuresOnWall)))
    }

    func tile(_ figure: CityFigure) -> HTML { CityTiles.tile(figure, at: picture.moment) }

    var alarms: HTML {
        switch screen {
        case .desk: AlarmPanel(alarms: picture.alarms, retry: screen.address).html
        case .wall:
            AlarmPanel(
                alarms: picture.alarms, shown: Self.alarmsOnWall, offersActs: false, retry: screen.address
            ).html
        }
    }

    var stations: HTML {
        StationList(stations: picture.stations, moment: picture.moment, retry: screen.address).html
    }

    func row(_ station: StationOverview) -> HTML { StationList.row(station, at: picture.moment).html }

    var events: HTML {
        EventList(
            events: picture.events, shown: screen == .desk ? CityReading.eventLimit : Self.eventsOnWall,
            retry: screen.address
        ).html
    }

    func map(_ language: Language) -> HTML {
        CityMapPanel(
            map: picture.map.map { $0?[screen] }, stations: picture.stations, moment: picture.moment,
            language: language,
            retry: screen.address
        ).html
    }

    /// `nil` when the station has no place on the map yet.
    func mark(_ station: StationOverview) -> HTML? {
        guard case .known(let maps?) = picture.map, let spot = maps[screen].spots[station.code] else { return nil }
        return StationMark(station: station, spot: spot, moment: picture.moment).html
    }
}
