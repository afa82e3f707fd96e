// SPDX-License-Identifier: Apache-2.0

/// A small picture beside words, never in their place: hidden from readers
/// that speak.
package enum Icon: String, CaseIterable, Component {
    case check = "M5 12.5l4.5 4.5L19 7.5"
    case warning = "M12 4L2.5 20.5h19L12 4zM12 10v4.5M12 17.4v.1"
    case danger = "M8 3h8l5 5v8l-5 5H8l-5-5V8l5-5zM12 7.5v5.5M12 16.4v.1"
    case information = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.6v.1"
    case clock = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2"
    case history = "M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 8v4.5l3 1.8"
    case none = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.8 5.8l12.4 12.4"
    case right = "M9 5l7 7-7 7"
    case left = "M15 5l-7 7 7 7"
    case download = "M12 4v11M7 10.5l5 5 5-5M4.5 20h15"
    case menu = "M4 7h16M4 12h16M4 17h16"
    case sun =
        "M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
    case moon = "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z"
    case device = "M4 5h16v11H4V5zM9 20h6M12 16v4"
    case person = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5"
    case table = "M4 5h16v14H4V5zM4 10h16M4 14.5h16M10 5v14"
    case chart = "M4 4v16h16M8 15l3.5-4.5 3 2.5L20 7"
    case map = "M9 5L3.5 7.5v12L9 17l6 2.5 5.5-2.5V5L15 7.5 9 5zM9 5v12M15 7.5v12"

    package var html: HTML {
        HTML(
            .markup(
                "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">"
                    + "<path d=\"\(rawValue)\"/></svg>"))
    }

    /// The sign that goes with a tone.
    static func of(_ tone: Tone) -> Icon {
        switch tone {
        case .information: .information
        case .success: .check
        case .warning: .warning
        case .danger: .danger
        }
    }
}

/// A patch of a colour that a rule prescribes (an index's category), always
/// beside its name.
package struct ColourMark: Component {
    private let colour: String

    /// - Parameter colour: `#RRGGBB`; anything else is shown as no colour.
    package init(_ colour: String) {
        let isColour = colour.utf8.count == 7 && colour.hasPrefix("#") && colour.dropFirst().allSatisfy(\.isHexDigit)
        self.colour = isColour ? colour : "none"
    }

    package var html: HTML {
        """
        <svg class="colour-mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
        <rect x="1" y="1" width="14" height="14" rx="4" fill="\(colour)"/></svg>
        """
    }
}
