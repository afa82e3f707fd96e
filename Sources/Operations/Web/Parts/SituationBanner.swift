// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The state of the city, told by sign, word and colour together.
struct SituationBanner: Component {
    static let id = "situation"

    let situation: Situation

    var html: HTML {
        """
        <section class="situation situation-\(situation.level.rawValue)" id="\(Self.id)" aria-live="polite" \
        aria-label="\(say: "operations.situation.label")">\(icon)<div>\
        <p class="situation-word">\(say: "operations.situation.\(situation.level.rawValue)")</p>\
        <p class="situation-text">\(HTML.each(situation.sentences) { "<span>\($0)</span> " })</p></div></section>
        """
    }

    private var icon: Icon {
        switch situation.level {
        case .calm: .check
        case .handled: .information
        case .attention: .warning
        case .grave: .danger
        case .unknown: .none
        }
    }
}
