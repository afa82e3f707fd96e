// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// The figures of the whole city, one tile each, in the order their feature gives.
struct CityTiles: Component {
    static let id = "city-figures"

    let figures: Panel<[CityFigure]>
    let moment: Instant
    let retry: Address

    var html: HTML {
        """
        <section class="city-figures" id="\(Self.id)" aria-labelledby="\(Self.id)-title">\
        <h2 class="visually-hidden" id="\(Self.id)-title">\(say: "operations.figures.title")</h2>\(content)</section>
        """
    }

    static func tile(_ figure: CityFigure, at moment: Instant) -> HTML {
        FigureTile(figure.title, figure.figure, at: moment, id: tileID(figure.code)).html
    }

    static func tileID(_ code: String) -> String { "figure-\(code)" }

    private var content: HTML {
        switch figures {
        case .failed: ErrorState(Message("operations.figures.failed"), retry: retry).html
        case .known([]):
            EmptyState(Message("operations.figures.none"), advice: Message("operations.figures.none-advice")).html
        case .known(let figures): "<div class=\"tile-grid\">\(HTML.each(figures) { Self.tile($0, at: moment) })</div>"
        }
    }
}
