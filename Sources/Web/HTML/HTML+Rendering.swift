// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What differs from answer to answer of the same page.
struct VolatileValues: Sendable {
    var nonce = ""
    var formToken = ""
}

/// A page's text, and where in it the volatile values stand.
struct Rendering {
    var text = ""
    /// Ranges of UTF-8 offsets that an entity tag leaves out.
    var volatile: [Range<Int>] = []
    var hasFormToken = false
}

extension HTML {
    /// The page's text in one language, without nonce and form token.
    package func rendered(in wording: Wording) -> String {
        rendering(in: wording, with: VolatileValues()).text
    }

    func rendering(in wording: Wording, with values: VolatileValues) -> Rendering {
        var page = Rendering()
        page.text.reserveCapacity(weight * 32)
        Self.render(pieces, in: wording, with: values, into: &page)
        return page
    }

    private static func render(
        _ pieces: [Piece], in wording: Wording, with values: VolatileValues, into page: inout Rendering
    ) {
        for piece in pieces {
            switch piece {
            case .group(let pieces): render(pieces, in: wording, with: values, into: &page)
            case .markup(let markup): page.text += markup
            case .message(let message): page.text += escaped(wording.text(of: message))
            case .day(let day):
                page.text += "<time datetime=\"\(day.iso8601)\">\(wording.text(of: day))</time>"
            case .instant(let moment, let style):
                page.text += "<time datetime=\"\(moment.iso8601(in: wording.zone))\">"
                page.text += wording.text(of: moment, style) + "</time>"
            case .figure(let figure): page.text += markup(of: figure, in: wording)
            case .volatile(let kind):
                let start = page.text.utf8.count
                switch kind {
                case .nonce: page.text += values.nonce
                case .formToken:
                    page.text += values.formToken
                    page.hasFormToken = true
                }
                page.volatile.append(start..<page.text.utf8.count)
            }
        }
    }

    /// A figure in running text. A tile or a table cell adds freshness and the
    /// way to the records (`FigureTile`).
    private static func markup(of figure: Figure, in wording: Wording) -> String {
        switch figure.value {
        case .number(let number, let decimals):
            let value =
                "<data class=\"figure-value\" value=\"\(number)\">"
                + wording.text(of: number, decimals: decimals) + "</data>"
            guard !figure.unit.symbol.isEmpty else { return value }
            return value + "\u{00A0}<span class=\"figure-unit\">\(escaped(figure.unit.symbol))</span>"
        case .none(let reason):
            return "<span class=\"figure-none\">\(escaped(wording.text(of: reason)))</span>"
        }
    }
}
