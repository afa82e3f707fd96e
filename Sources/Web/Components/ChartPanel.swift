// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A chart and the same numbers as a table. The chart is drawn from the
/// table, or from an address for long series; the table is always there.
package struct ChartPanel: Component {
    package enum Kind: String, Sendable {
        case line
        case bars
    }

    /// A line across the chart: a limit of a regulation.
    package struct Limit: Sendable {
        let name: Message
        let value: Double

        package init(_ name: Message, _ value: Double) {
            self.name = name
            self.value = value
        }
    }

    private let id: String
    private let title: Message
    private let kind: Kind
    private let unit: UnitOfMeasure
    private let source: Address?
    private let limits: [Limit]
    private let table: HTML
    private let downloads: HTML

    /// - Parameters:
    ///   - table: The table twin. Times in `<time>`, numbers as figures:
    ///     first column the moment or name, one series for every other column.
    ///   - source: JSON `{"series":[{"name":"…","points":[[milliseconds,value or null],…]}]}`
    ///     for series too long for a table; the table then sums them up.
    ///   - downloads: Links to the same data as files.
    package init(
        _ id: String, _ title: Message, _ kind: Kind = .line, unit: UnitOfMeasure, table: DataTable,
        source: Address? = nil, limits: [Limit] = [], downloads: HTML = .empty
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.unit = unit
        self.table = table.html
        self.source = source
        self.limits = limits
        self.downloads = downloads
    }

    package var html: HTML {
        """
        <section class="chart-panel" id="\(id)" aria-labelledby="\(id)-title" data-behaviour="chart" data-kind="\(kind.rawValue)" \
        data-unit="\(unit.symbol)"\(source.map { " data-source=\"\($0)\"" as HTML })>\
        <h2 class="panel-title" id="\(id)-title">\(title)</h2>\
        <div class="chart" role="img" aria-label="\(say: "web.chart.label")" hidden></div>\
        \(limits.isEmpty ? nil : "<ul class=\"chart-limits\">\(HTML.each(limits, self.limit))</ul>" as HTML)\
        <details class="table-twin" data-behaviour="table-twin" open><summary>\(say: "web.chart.table")</summary>\(table)</details>\
        \(downloads.isEmpty ? nil : "<p class=\"panel-downloads\">\(Icon.download)\(downloads)</p>" as HTML)</section>
        """
    }

    private func limit(_ limit: Limit) -> HTML {
        "<li data-limit=\"\(machine: limit.value)\">\(limit.name)</li>"
    }
}
