// SPDX-License-Identifier: Apache-2.0

import Basics

/// Map and chart panels for `/design`.
struct DesignPanels: DesignWords {
    let now: Instant

    var html: HTML {
        """
        \(sampleMap)
        <div class="columns columns-even">\(chart("sample-line", .line))\(chart("sample-bars", .bars))</div>
        \(MapPanel("sample-map-empty", say("map-empty"), places: []))
        """
    }

    var sampleMap: MapPanel { MapPanel("sample-map", say("map"), places: places) }

    private var places: [MapPanel.Place] {
        let samples: [(String, String, Double, Double, Double, String)] = [
            ("one", "Tân Ninh", 11.3120, 106.0980, 42, "#00e400"),
            ("two", "Bình Minh", 11.3620, 106.1210, 87, "#ffff00"),
            ("three", "Long Hoa", 11.2830, 106.1290, 162, "#ff0000"),
        ]
        return samples.compactMap { id, name, latitude, longitude, value, colour in
            GeoPoint(latitude: latitude, longitude: longitude).map { point in
                MapPanel.Place(
                    id: "sample-place-\(id)", name: name, at: point, "/design#maps", colour: colour,
                    mark: "\(index(value))", detail: "\(say("band"))")
            }
        }
    }

    private func index(_ value: Double) -> Figure {
        Figure(
            .number(value, decimals: 0), unit: .one, asOf: now, source: .described(say("sample-source")),
            definition: say("definition"), quality: .measured, records: "/design#lists")
    }

    private func chart(_ id: String, _ kind: ChartPanel.Kind) -> ChartPanel {
        let hours = stride(from: 23, through: 0, by: -1).map {
            (now - .hours($0)).roundedDown(to: .hours(1), in: .vietNam)
        }
        return ChartPanel(
            id, say("chart"), kind, unit: .microgramPerCubicMetre,
            table: DataTable(
                "\(id)-table", caption: say("chart"),
                columns: [.init(say("column-time"), .time), .init(say("column-value"), .number)],
                rows: hours.enumerated().map { place, at in
                    let value = 24.5 + Double((place * 7) % 13) + Double(place)
                    let figure = DesignLists.figure(
                        value, at: at, definition: say("definition"), source: say("sample-source"))
                    return DataTable.Row(["\(at)", place == 9 ? "\(say("none-reason"))" : "\(figure)"])
                }, hidesCaption: true),
            limits: [ChartPanel.Limit(say("limit"), 45)],
            downloads: "<a href=\"\(Address("/design#maps"))\">\(say("link"))</a>")
    }
}
