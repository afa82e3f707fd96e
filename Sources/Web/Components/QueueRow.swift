// SPDX-License-Identifier: Apache-2.0

package import Basics

/// One thing to be looked at in a queue: what, whose, how urgent, since when.
package struct QueueRow: Component {
    private let id: String?
    private let title: HTML
    private let address: Address
    private let detail: HTML
    private let tag: Tag?
    private let moment: Instant?

    package init(
        _ title: HTML, _ address: Address, detail: HTML = .empty, tag: Tag? = nil, at moment: Instant? = nil,
        id: String? = nil
    ) {
        self.id = id
        self.title = title
        self.address = address
        self.detail = detail
        self.tag = tag
        self.moment = moment
    }

    package var html: HTML {
        """
        <li class="queue-row"\(id.map { " id=\"\($0)\"" as HTML })><div class="queue-main">\
        <a class="queue-title" href="\(address)">\(title)</a>\
        \(detail.isEmpty ? nil : "<div class=\"queue-detail\">\(detail)</div>" as HTML)</div>\
        <div class="queue-side">\(tag)\(moment.map { "<span class=\"queue-time\">\($0)</span>" as HTML })</div></li>
        """
    }
}

/// Rows one under the other, or what to say when there are none.
package struct Queue: Component {
    private let rows: [QueueRow]
    private let empty: EmptyState
    private let next: Address?
    private let id: String?

    package init(_ rows: [QueueRow], empty: EmptyState, next: Address? = nil, id: String? = nil) {
        self.rows = rows
        self.empty = empty
        self.next = next
        self.id = id
    }

    package var html: HTML {
        let list: HTML =
            rows.isEmpty ? empty.html : "<ul class=\"queue\">\(HTML(rows.map(\.html)))</ul>\(Pager(next: next))"
        return id.map { "<div id=\"\($0)\">\(list)</div>" } ?? list
    }
}

/// A word on a coloured ground.
package struct Tag: Component {
    private let tone: Tone?
    private let words: HTML

    /// - Parameter tone: `nil` for a plain tag.
    package init(_ message: Message, _ tone: Tone? = nil) {
        words = "\(message)"
        self.tone = tone
    }

    /// A code or name that is the same in every language.
    package init(named name: String, _ tone: Tone? = nil) {
        words = "\(name)"
        self.tone = tone
    }

    package var html: HTML { "<span class=\"tag tag-\(tone?.rawValue ?? "plain")\">\(words)</span>" }
}
