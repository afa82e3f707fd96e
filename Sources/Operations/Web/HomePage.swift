// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// The front page for everybody: the air now, in a few lines, and the ways on.
struct HomePage {
    /// Stations named here; the page of the air shows all.
    static let shown = 8
    /// The public page of the city's air.
    static let air: Address = "/environment"

    let stations: Panel<[StationOverview]>
    let moment: Instant
    let city: String
    let isReplayed: Bool
    let offersSignIn: Bool
    let signIn: Address

    var content: PageContent {
        PageContent(Message("operations.home.title"), summary: Message("operations.home.summary"), body: body)
    }

    private var body: HTML {
        """
        <div class="home"><header class="home-head"><h1>\(city)</h1><p class="lead">\(say: "operations.home.lead")</p></header>\
        \(isReplayed ? Notice(.information, Message("operations.replay.banner")) : nil)\
        <section class="home-air" aria-labelledby="home-air-title"><h2 id="home-air-title">\(say: "operations.home.air")</h2>\
        \(list)<p class="actions">\(LinkButton(Message("operations.home.air-link"), Self.air))</p></section>\
        \(offersSignIn ? staff : nil)</div>
        """
    }

    private var list: HTML {
        guard case .known(let stations) = stations else {
            return ErrorState(Message("operations.stations.failed"), retry: "/").html
        }
        let air = stations.filter { $0.medium == .air }
        guard !air.isEmpty else { return EmptyState(Message("operations.stations.none")).html }
        return """
            <ul class="home-stations">\(HTML.each(air.prefix(Self.shown), line))</ul>\
            \(StationDefinitions(stations: Array(air.prefix(Self.shown))))
            """
    }

    private func line(_ station: StationOverview) -> HTML {
        let state = StationState(station: station, moment: moment)
        return """
            <li><a href="\(Address(local: station.address) ?? Self.air)">\(station.name)</a>\
            <span class="home-value">\(state.colour.map { ColourMark($0.ground) })\
            \(station.headline.number == nil ? nil : "\(station.headline)" as HTML)</span>\
            <span class="home-words">\(state.words)</span>\
            <span class="home-time">\(station.headline.asOf.map { "\($0)" as HTML })</span></li>
            """
    }

    private var staff: HTML {
        """
        <section class="home-staff" aria-labelledby="home-staff-title"><h2 id="home-staff-title">\(say: "operations.home.staff")</h2>\
        <p>\(say: "operations.home.staff-text")</p><p class="actions">\
        \(LinkButton(Message("operations.home.sign-in"), signIn.with("return", DeskPage.address.text), .quiet))</p></section>
        """
    }
}
