// SPDX-License-Identifier: Apache-2.0

package import Basics

extension HTML {
    /// The page's text in one language.
    package func rendered(in wording: Wording) -> String {
        var text = ""
        text.reserveCapacity(pieces.count * 32)
        for piece in pieces {
            switch piece {
            case .markup(let markup): text += markup
            case .message(let message): text += escaped(wording.text(of: message))
            case .day(let day):
                text += "<time datetime=\"\(day.iso8601)\">\(wording.text(of: day))</time>"
            case .instant(let moment, let style):
                text += "<time datetime=\"\(moment.iso8601(in: wording.zone))\">"
                text += wording.text(of: moment, style) + "</time>"
            case .figure(let figure): text += Self.markup(of: figure, in: wording)
            }
        }
        return text
    }

    /// A figure in running text. A tile or a table cell adds freshness and the
    /// way to the records (`FigureTile`).
    private static func markup(of figure: Figure, in wording: Wording) -> String {
        switch figure.value {
        case .number(let number, let decimals):
            let value = "<data class=\"figure-value\" value=\"\(number)\">"
                + wording.text(of: number, decimals: decimals) + "</data>"
            guard !figure.unit.symbol.isEmpty else { return value }
            return value + "\u{00A0}<span class=\"figure-unit\">\(escaped(figure.unit.symbol))</span>"
        case .none(let reason):
            return "<span class=\"figure-none\">\(escaped(wording.text(of: reason)))</span>"
        }
    }
}
