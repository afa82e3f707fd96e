// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A piece of a page: markup written in the program, with values put in
/// safely and words that find their language when the page is answered.
///
/// ```swift
/// let row: HTML = "<li><a href=\"\(Address("/stations/\(code)"))\">\(name)</a> \(say: "station.silent")</li>"
/// ```
///
/// Text is escaped, `HTML` is taken as it is, `Message`s are translated,
/// instants and days are written in the reader's way. A bare number does not
/// compile: a measured or computed number is a `Figure`; a number for machines
/// (a coordinate, a width, a `value`) says so with `machine:`.
package struct HTML: ExpressibleByStringInterpolation, Sendable {
    package enum Piece: Sendable {
        case markup(String)
        case message(Message)
        case instant(Instant, InstantStyle)
        case day(CivilDay)
        /// In a place of its own: a figure is ten times the size of the other
        /// pieces, and a page of a thousand rows has tens of thousands of those.
        indirect case figure(Figure)
        /// The page's own nonce or the reader's form token: differs from
        /// answer to answer though the page is the same.
        case volatile(Volatile)
        /// Many pieces in one place: a list's rows are not copied into the
        /// panel, the panel not into the page.
        case group([Piece])
    }

    package enum Volatile: Sendable {
        case nonce
        case formToken
    }

    init(_ piece: Piece) { pieces = [piece] }

    /// The hidden field that every form with `method="post"` carries.
    package static let formToken = HTML(
        #"<input type="hidden" name="form-token" value=""# as HTML, HTML(.volatile(.formToken)), #"">"#)

    private init(_ parts: HTML...) { pieces = parts.flatMap(\.pieces) }

    package private(set) var pieces: [Piece]

    package init(stringLiteral markup: String) { pieces = markup.isEmpty ? [] : [.markup(markup)] }
    package init(stringInterpolation: Interpolation) { pieces = stringInterpolation.pieces }

    package static let empty: HTML = ""

    package var isEmpty: Bool { pieces.isEmpty }

    /// Pieces one after the other.
    package init(_ parts: some Sequence<HTML>) {
        pieces = []
        for part in parts { pieces.add(part.pieces) }
    }

    package static func + (left: HTML, right: HTML) -> HTML { HTML([left, right]) }
    package static func += (left: inout HTML, right: HTML) { left.pieces.add(right.pieces) }

    /// How many pieces there are, those of groups too.
    var weight: Int { pieces.weight }

    /// `body` for every item, one after the other.
    package static func each<Items: Sequence>(
        _ items: Items, _ body: (Items.Element) throws -> HTML
    ) rethrows -> HTML {
        HTML(try items.map(body))
    }

    package struct Interpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        package mutating func appendLiteral(_ markup: String) {
            if !markup.isEmpty { pieces.append(.markup(markup)) }
        }

        /// Text of a record or a person, escaped for content and attributes.
        package mutating func appendInterpolation(_ text: String) { pieces.append(.markup(escaped(text))) }

        package mutating func appendInterpolation(_ html: HTML) { pieces.add(html.pieces) }

        package mutating func appendInterpolation(_ component: some Component) { pieces.add(component.html.pieces) }

        /// Nothing for `nil`.
        package mutating func appendInterpolation(_ component: (some Component)?) {
            if let component { pieces.add(component.html.pieces) }
        }

        /// Nothing for `nil`.
        package mutating func appendInterpolation(_ html: HTML?) { if let html { pieces.add(html.pieces) } }

        package mutating func appendInterpolation(_ message: Message) { pieces.append(.message(message)) }

        /// The words of a key of the translations.
        package mutating func appendInterpolation(
            say key: String, _ arguments: [String: Message.Argument] = [:]
        ) {
            pieces.append(.message(Message(key, arguments)))
        }

        package mutating func appendInterpolation(_ address: Address) {
            pieces.append(.markup(escaped(address.text)))
        }

        package mutating func appendInterpolation(_ moment: Instant, _ style: InstantStyle = .minute) {
            pieces.append(.instant(moment, style))
        }

        package mutating func appendInterpolation(_ day: CivilDay) { pieces.append(.day(day)) }

        /// The value with its unit, or the reason for none.
        package mutating func appendInterpolation(_ figure: Figure) { pieces.append(.figure(figure)) }

        /// A number for a machine: digits with a decimal point, no grouping.
        package mutating func appendInterpolation(machine number: Int) {
            pieces.append(.markup(String(number)))
        }

        package mutating func appendInterpolation(machine number: Double) {
            pieces.append(.markup(number.isFinite ? "\(number)" : ""))
        }

        /// `markup` where the condition holds: ` checked`, ` aria-current="page"`.
        package mutating func appendInterpolation(_ markup: StaticString, if condition: Bool) {
            if condition { pieces.append(.markup("\(markup)")) }
        }

        @available(*, unavailable, message: "a number reaches a page as a Figure, or for machines with machine:")
        package mutating func appendInterpolation(_ number: some BinaryInteger) {}

        @available(*, unavailable, message: "a number reaches a page as a Figure, or for machines with machine:")
        package mutating func appendInterpolation(_ number: some BinaryFloatingPoint) {}
    }
}

extension [HTML.Piece] {
    /// Few pieces are copied, many are kept together.
    fileprivate mutating func add(_ more: [HTML.Piece]) {
        if more.count > 16 { append(.group(more)) } else { self += more }
    }

    fileprivate var weight: Int {
        reduce(0) { sum, piece in
            if case .group(let pieces) = piece { sum + pieces.weight } else { sum + 1 }
        }
    }
}

/// How a moment is written.
package enum InstantStyle: Hashable, Sendable {
    /// 23/11/2026 18:31
    case minute
    /// 18:31
    case clock
    /// 23/11/2026
    case date
    /// 23/11/2026 18:31:05
    case second
}

/// Text with the five signs of HTML written as references.
package func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 || $0 == 39 }) else {
        return text
    }
    var safe = ""
    safe.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": safe += "&amp;"
        case "<": safe += "&lt;"
        case ">": safe += "&gt;"
        case "\"": safe += "&quot;"
        case "'": safe += "&#39;"
        default: safe.unicodeScalars.append(scalar)
        }
    }
    return safe
}
