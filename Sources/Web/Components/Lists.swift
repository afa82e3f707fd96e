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
    private let table: String?
    private let button: Message

    /// - Parameters:
    ///   - isNarrowed: Whether a filter is on: then it can be taken away.
    ///   - table: The `DataTable` it narrows. It then follows every choice,
    ///     and the page stays as it is around it.
    ///   - button: What asking is called where it is no filter.
    package init(
        _ action: Address, isNarrowed: Bool = false, of table: String? = nil,
        button: Message = Message("web.filter.apply"), fields: HTML
    ) {
        self.action = action
        self.fields = fields
        self.isNarrowed = isNarrowed
        self.table = table
        self.button = button
    }

    /// For htmx: ask with every choice, typed words after a moment; put the
    /// answer's list in the place of this one, and what leads on beside it.
    private var following: HTML {
        guard let table else { return .empty }
        return """
             data-behaviour="filter" hx-get="\(action)" hx-trigger="submit, change, input delay:400ms" \
            hx-target="#\(table)-list" hx-select="#\(table)-list" hx-select-oob="#\(table)-filter" \
            hx-swap="outerHTML" hx-push-url="true" hx-sync="this:replace"
            """
    }

    package var html: HTML {
        """
        <form class="filter-bar" method="get" action="\(action)" role="search"\(following)>\(fields)\
        <div class="filter-actions"\(table.map { " id=\"\($0)-filter\"" as HTML })>\(SubmitButton(button, .quiet))\
        \(isNarrowed ? "<a class=\"filter-clear\" href=\"\(action)\">\(say: "web.filter.clear")</a>" as HTML : nil)</div></form>
        """
    }
}
