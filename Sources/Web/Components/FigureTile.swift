// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A figure as the boards show it: value and unit or the reason for none, as
/// of when, from where, how good, how computed, and the way to its records.
package struct FigureTile: Component {
    private let id: String?
    private let title: Message
    private let figure: Figure
    private let now: Instant
    private let band: (colour: String, name: Message)?
    private let trend: Trend?

    /// - Parameters:
    ///   - id: Names the tile on its page, for live updates.
    ///   - now: Decides whether the figure is fresh.
    ///   - band: The category of an index, with the colour its rule prescribes.
    package init(
        _ title: Message, _ figure: Figure, at now: Instant, id: String? = nil,
        band: (colour: String, name: Message)? = nil, trend: Trend? = nil
    ) {
        self.id = id
        self.title = title
        self.figure = figure
        self.now = now
        self.band = band
        self.trend = trend
    }

    package var html: HTML {
        let freshness = Freshness(of: figure, at: now)
        return """
            <article class="tile tile-\(freshness.code)"\(id.map { " id=\"\($0)\"" as HTML })>\
            <div class="tile-head"><h3 class="tile-title">\(title)</h3>\(FreshnessBadge(freshness))</div>\
            <p class="tile-value\(" tile-value-none", if: figure.number == nil)">\(figure)</p>\
            \(band.map { "<p class=\"tile-band\">\(ColourMark($0.colour))\($0.name)</p>" as HTML })\
            \(trend)\
            <p class="tile-as-of">\(asOf)</p>\
            <details class="tile-more"><summary>\(say: "web.figure.how")</summary>\
            <p>\(figure.definition)</p>\(FigureFacts(figure))</details></article>
            """
    }

    private var asOf: HTML {
        guard let moment = figure.asOf else { return "\(say: "web.figure.no-record")" }
        return "\(say: "web.figure.as-of") \(moment) · \(FigureFacts.source(of: figure))"
    }
}

/// Source, quality and period of a figure, and the link to its records.
package struct FigureFacts: Component {
    private let figure: Figure

    package init(_ figure: Figure) { self.figure = figure }

    package var html: HTML {
        """
        <dl class="facts">\
        <div><dt>\(say: "web.figure.source")</dt><dd>\(Self.source(of: figure))</dd></div>\
        <div><dt>\(say: "web.figure.quality")</dt><dd>\(quality)</dd></div>\
        \(figure.period.map { period in
            "<div><dt>\(say: "web.figure.period")</dt><dd>\(period.start) – \(period.end)</dd></div>" as HTML
        })</dl>\
        \(Address(local: figure.records).map { "<a class=\"records-link\" href=\"\($0)\">\(say: "web.figure.records")</a>" as HTML })
        """
    }

    static func source(of figure: Figure) -> HTML {
        switch figure.source {
        case .named(let name): "\(name)"
        case .described(let message): "\(message)"
        }
    }

    private var quality: Message {
        switch figure.quality {
        case .measured: Message("web.quality.measured")
        case .estimated: Message("web.quality.estimated")
        case .manual(let person): Message("web.quality.manual", ["by": .text(person)])
        case .provisional: Message("web.quality.provisional")
        case .replayed: Message("web.quality.replayed")
        }
    }
}
