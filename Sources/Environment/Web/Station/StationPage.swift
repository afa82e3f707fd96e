// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/environment/stations/{code}`: all that QĐ 1459/QĐ-TCMT, Bảng 3 asks of a
/// publication, and what else one wants to know of a station.
enum StationPage {
    static func content(_ detail: StationDetail, mayEdit: Bool, origin: String) -> PageContent {
        let station = detail.station
        let api = Address("/api/environment/stations/\(station.code)")
        return PageContent(
            Message("environment.station.title", ["station": .text(station.name)]), layout: .wide,
            breadcrumb: [.init(Message("environment.air.title"), "/environment")],
            live: Address("/environment/stations/\(station.code)/live"),
            summary: Message("environment.station.summary", ["station": .text(station.name)]),
            twins: [.init("application/json", api, title: Message("environment.twin.station"))],
            body: """
                \(StationHead(detail: detail, mayEdit: mayEdit))
                \(StationNow(detail: detail))
                \(ParameterTable(detail: detail))
                \(charts(of: detail))
                \(IndexExplanation(detail: detail))
                \(ComplianceTable(detail: detail))
                \(alarms(of: detail))
                \(StationSource(detail: detail, origin: origin))
                """)
    }

    /// What changes while one watches, each with its `id`.
    static func fragments(_ detail: StationDetail) -> HTML {
        StationNow(detail: detail).html + ParameterTable(detail: detail).html
    }

    private static func charts(of detail: StationDetail) -> HTML {
        guard !detail.charts.isEmpty else { return .empty }
        let here = Address("/environment/stations/\(detail.station.code)")
        return """
            <section class="station-charts" aria-labelledby="charts-title"><h2 id="charts-title">\(say: "environment.chart.title")</h2>\
            \(LinkTabs(Message("environment.range.choose"), ChartRange.allCases.map {
                ($0.name, here.with("range", $0.rawValue), $0 == detail.range)
            }))\
            <div class="chart-grid">\(HTML.each(detail.charts) { chart in
                "\(chart.panel(of: detail.station, range: detail.range))"
            })</div></section>
            """
    }

    private static func alarms(of detail: StationDetail) -> HTML {
        """
        <section class="station-alarms" aria-labelledby="alarms-title"><h2 id="alarms-title">\(say: "environment.alarms.of-station")</h2>\
        \(AlarmQueue(alarms: detail.alarms, catalogue: detail.catalogue, namesStation: false))\
        <p><a href="\(Address("/environment/alarms").with("station", detail.station.code))">\
        \(say: "environment.alarms.all-of-station")</a></p></section>
        """
    }
}
