// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// Source, data for programs, and the badge to put on other pages.
struct StationSource: Component {
    let detail: StationDetail
    /// `https://city.example`: a snippet for other sites needs the whole address.
    let origin: String

    var html: HTML {
        let station = detail.station
        let api = Address("/api/environment/stations/\(station.code)")
        return """
            <section class="publication-note" aria-labelledby="source-title"><h2 id="source-title">\(say: "environment.note.title")</h2>\
            <dl class="definitions">\
            <div><dt>\(say: "environment.note.source")</dt><dd>\(station.version.description.source)</dd></div>\
            \(detail.method.map { method in
                """
                <div><dt>\(say: "environment.note.method")</dt><dd>\
                \(say: "environment.note.method-text", ["method": .text(method.document)])</dd></div>\
                <div><dt>\(say: "environment.note.advice")</dt><dd>\
                \(say: "environment.note.advice-text", ["method": .text(method.document)])</dd></div>
                """ as HTML
            })\
            <div><dt>\(say: "environment.note.data")</dt><dd><a href="\(api)">\(say: "environment.note.json")</a> · \
            <a href="\(Address("/environment/stations/\(station.code)/observations"))">\(say: "environment.note.observations")</a> · \
            <a href="\(Address("/api/environment/stations/\(station.code)/observations.csv"))">\(say: "environment.note.csv")</a> · \
            <a href="/api/openapi.json">\(say: "environment.note.openapi")</a></dd></div></dl>\
            \(station.medium == .air ? badge(of: station.code) : nil)</section>
            """
    }

    private func badge(of code: String) -> HTML {
        let address = origin + Address("/environment/stations/\(code)/badge").text
        let snippet =
            "<iframe src=\"\(address)\" width=\"320\" height=\"120\" loading=\"lazy\" "
            + "style=\"border:0\" title=\"VN_AQI \(code)\"></iframe>"
        return """
            <details class="badge-snippet"><summary>\(say: "environment.badge.embed")</summary>\
            <p>\(say: "environment.badge.advice")</p>\
            <p><img src="\(Address("/environment/stations/\(code)/badge.svg"))" width="320" height="96" \
            alt="\(say: "environment.badge.alt", ["station": .text(detail.station.name)])"></p>\
            <label for="badge-code">\(say: "environment.badge.code")</label>\
            <textarea id="badge-code" class="code" rows="3" readonly>\(snippet)</textarea>\
            <p><a href="\(Address("/environment/stations/\(code)/badge"))">\(say: "environment.badge.page")</a> · \
            <a href="\(Address("/environment/stations/\(code)/badge.svg"))">\(say: "environment.badge.picture")</a></p></details>
            """
    }
}
