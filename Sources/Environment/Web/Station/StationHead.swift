// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// Name, place and state of a station.
struct StationHead: Component {
    let detail: StationDetail
    let mayEdit: Bool

    var html: HTML {
        let station = detail.station
        let said = station.version.description
        return """
            <header class="page-head"><h1>\(station.name)</h1>\
            <p class="station-facts"><span class="station-code">\(station.code)</span> \
            \(Tag(Message("environment.medium.\(station.medium.rawValue)")))\
            \(station.isReplayed ? Tag(Message("environment.replayed.short"), .information) : nil)\
            \(station.isInService ? nil : Tag(Message("environment.station.out-of-service"), .warning))\
            \(detail.silentSince.map {
                Tag(Message("environment.station.silent-since", ["since": .instant($0)]), .warning)
            })</p>\
            <p class="station-place">\(map(of: station.place)) · \
            \(say: "environment.station.owner", ["owner": .text(said.owner)]) · \
            \(say: "environment.station.period", ["minutes": .count(Int(said.period.inSeconds / 60))])</p>\
            \(mayEdit ? edit : nil)</header>\
            \(station.isReplayed ? Notice(.information, Message("environment.replayed.notice")) : nil)
            """
    }

    private func map(of place: GeoPoint) -> HTML {
        let latitude = Message.Argument.number(place.latitude, decimals: 4)
        let longitude = Message.Argument.number(place.longitude, decimals: 4)
        return """
            <data class="coordinates" value="\(machine: place.latitude),\(machine: place.longitude)">\
            \(say: "environment.station.coordinates", ["latitude": latitude, "longitude": longitude])</data>
            """
    }

    private var edit: HTML {
        let code = detail.station.code
        return """
            <p class="actions">\
            \(LinkButton(Message("environment.station.edit"), Address("/environment/stations/\(code)/edit"), .quiet)) \
            \(LinkButton(Message("environment.flag.action"), Address("/environment/stations/\(code)/flags"), .quiet)) \
            \(LinkButton(Message("environment.files.title"), Address("/environment/files").with("station", code), .quiet))</p>
            """
    }
}
