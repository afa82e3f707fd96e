// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A box that says something about the page: its tone in colour, sign and word.
package struct Notice: Component {
    private let tone: Tone
    private let message: Message
    private let detail: HTML

    package init(_ tone: Tone, _ message: Message, detail: HTML = .empty) {
        self.tone = tone
        self.message = message
        self.detail = detail
    }

    package var html: HTML {
        """
        <div class="notice notice-\(tone.rawValue)" role="\(tone == .danger ? "alert" : "status")">\(Icon.of(tone))\
        <div class="notice-text"><p><strong class="visually-hidden">\(say: "web.tone.\(tone.rawValue)"): </strong>\(message)</p>\
        \(detail)</div></div>
        """
    }
}
