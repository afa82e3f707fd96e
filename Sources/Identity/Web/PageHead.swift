// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Title, a sentence and what can be done, above a page of this feature.
struct PageHead: Component {
    private let title: HTML
    private let lead: Message?
    private let action: LinkButton?

    init(_ title: Message, lead: Message? = nil, action: LinkButton? = nil) {
        self.init(title: "\(title)", lead: lead, action: action)
    }

    /// A page about somebody is titled with the name.
    init(named name: String) { self.init(title: "\(name)", lead: nil, action: nil) }

    private init(title: HTML, lead: Message?, action: LinkButton?) {
        self.title = title
        self.lead = lead
        self.action = action
    }

    var html: HTML {
        """
        <div class="page-head"><div class="page-head-words"><h1>\(title)</h1>\
        \(lead.map { "<p class=\"lead\">\($0)</p>" as HTML })</div>\
        \(action.map { "<p class=\"actions\">\($0)</p>" as HTML })</div>
        """
    }
}
