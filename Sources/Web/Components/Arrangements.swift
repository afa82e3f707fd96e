// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The heading of a page: its name, one sentence, and what can be done.
package struct PageHead: Component {
    private let title: HTML
    private let lead: HTML
    private let actions: HTML

    package init(_ title: Message, lead: Message? = nil, actions: HTML = .empty) {
        self.title = "\(title)"
        self.lead = lead.map { "\($0)" } ?? .empty
        self.actions = actions
    }

    /// A heading that is words of a record, marked with the language they are in.
    package init(worded title: HTML, lead: HTML = .empty, actions: HTML = .empty) {
        self.title = title
        self.lead = lead
        self.actions = actions
    }

    /// A heading that is a proper name.
    package init(named name: String, lead: HTML = .empty, actions: HTML = .empty) {
        title = "\(name)"
        self.lead = lead
        self.actions = actions
    }

    package var html: HTML {
        """
        <div class="page-head"><div class="page-head-words"><h1>\(title)</h1>\
        \(lead.isEmpty ? nil : "<p class=\"lead\">\(lead)</p>" as HTML)</div>\
        \(actions.isEmpty ? nil : "<div class=\"actions\">\(actions)</div>" as HTML)</div>
        """
    }
}

/// A part of a page on a ground of its own.
package struct Panel: Component {
    private let id: String?
    private let title: Message
    private let content: HTML

    package init(_ title: Message, id: String? = nil, _ content: HTML) {
        self.id = id
        self.title = title
        self.content = content
    }

    package var html: HTML {
        """
        <section class="panel"\(id.map { " id=\"\($0)\"" as HTML })><h2 class="panel-title">\(title)</h2>\(content)</section>
        """
    }
}

/// Tiles beside each other as the screen allows.
package struct Tiles: Component {
    private let tiles: [FigureTile]

    package init(_ tiles: [FigureTile]) { self.tiles = tiles }

    package var html: HTML { "<div class=\"tiles\">\(HTML(tiles.map(\.html)))</div>" }
}
