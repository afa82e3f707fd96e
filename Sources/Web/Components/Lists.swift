// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Names and what they stand for, side by side.
package struct DefinitionList: Component {
    private let entries: [(name: Message, content: HTML)]

    package init(_ entries: [(name: Message, content: HTML)]) { self.entries = entries }

    package var html: HTML {
        """
        <dl class="definitions">\
        \(HTML.each(entries) { "<div><dt>\($0.name)</dt><dd>\($0.content)</dd></div>" })</dl>
        """
    }
}

/// Views of one thing, each with its own address.
package struct LinkTabs: Component {
    private let label: Message
    private let tabs: [(title: Message, address: Address, isCurrent: Bool)]

    package init(_ label: Message, _ tabs: [(title: Message, address: Address, isCurrent: Bool)]) {
        self.label = label
        self.tabs = tabs
    }

    package var html: HTML {
        """
        <nav class="tabs" aria-label="\(label)"><ul>\
        \(HTML.each(tabs) { "<li><a href=\"\($0.address)\"\(" aria-current=\"page\"", if: $0.isCurrent)>\($0.title)</a></li>" })</ul></nav>
        """
    }
}

/// A form that narrows a list; its fields stand in the address.
package struct FilterBar: Component {
    private let action: Address
    private let fields: HTML
    private let isNarrowed: Bool

    /// - Parameter isNarrowed: Whether a filter is on: then it can be taken away.
    package init(_ action: Address, isNarrowed: Bool = false, fields: HTML) {
        self.action = action
        self.fields = fields
        self.isNarrowed = isNarrowed
    }

    package var html: HTML {
        """
        <form class="filter-bar" method="get" action="\(action)" role="search">\(fields)\
        <div class="filter-actions">\(SubmitButton(Message("web.filter.apply"), .quiet))\
        \(isNarrowed ? "<a class=\"filter-clear\" href=\"\(action)\">\(say: "web.filter.clear")</a>" as HTML : nil)</div></form>
        """
    }
}
