// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A table with a caption, headings and keyset paging. Wide ones scroll
/// inside their own box, reachable by keyboard.
package struct DataTable: Component {
    package struct Column: Sendable {
        package enum Kind: String, Sendable {
            case text
            case number
            case time
        }

        let title: Message
        let kind: Kind

        package init(_ title: Message, _ kind: Kind = .text) {
            self.title = title
            self.kind = kind
        }
    }

    package struct Row: Sendable {
        let id: String?
        let cells: [HTML]

        /// - Parameter cells: One for each column; the first names the row.
        package init(_ cells: [HTML], id: String? = nil) {
            self.id = id
            self.cells = cells
        }
    }

    private let id: String
    private let caption: Message
    private let columns: [Column]
    private let rows: [Row]
    private let next: Address?
    private let empty: Message
    private let hidesCaption: Bool
    private let stacks: Bool

    /// - Parameters:
    ///   - id: Names the table on its page: small letters and `-`.
    ///   - stacks: Whether its cells go below each other on a phone: for rows that are filled in.
    package init(
        _ id: String, caption: Message, columns: [Column], rows: [Row], next: Address? = nil,
        empty: Message = Message("web.table.empty"), hidesCaption: Bool = false, stacks: Bool = false
    ) {
        self.id = id
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.next = next
        self.empty = empty
        self.hidesCaption = hidesCaption
        self.stacks = stacks
    }

    package var html: HTML {
        """
        <div class="table-list" id="\(id)-list"><div class="table-box" role="region" tabindex="0" aria-labelledby="\(id)-caption">\
        <table class="table\(" table-stacks", if: stacks)" id="\(id)"><caption id="\(id)-caption"\(" class=\"visually-hidden\"", if: hidesCaption)>\
        \(caption)</caption><thead><tr>\
        \(HTML.each(columns) { "<th scope=\"col\" class=\"cell-\($0.kind.rawValue)\">\($0.title)</th>" })\
        </tr></thead><tbody>\(HTML.each(rows, self.row))\
        \(rows.isEmpty ? "<tr><td colspan=\"\(machine: columns.count)\" class=\"table-empty\">\(empty)</td></tr>" as HTML : nil)\
        </tbody></table></div>\(Pager(next: next))</div>
        """
    }

    private func row(_ row: Row) -> HTML {
        let cells = zip(columns, row.cells).enumerated().map { index, pair -> HTML in
            index == 0
                ? "<th scope=\"row\" class=\"cell-\(pair.0.kind.rawValue)\">\(pair.1)</th>"
                : "<td class=\"cell-\(pair.0.kind.rawValue)\"\(label(pair.0))>\(pair.1)</td>"
        }
        return "<tr\(row.id.map { " id=\"\($0)\"" as HTML })>\(HTML(cells))</tr>"
    }

    private func label(_ column: Column) -> HTML? { stacks ? " data-label=\"\(column.title)\"" : nil }
}

/// The way to the rest of a list, and back to its beginning.
package struct Pager: Component {
    private let next: Address?
    private let first: Address?

    package init(next: Address?, first: Address? = nil) {
        self.next = next
        self.first = first
    }

    package var html: HTML {
        guard next != nil || first != nil else { return .empty }
        return """
            <nav class="pager" aria-label="\(say: "web.pager.label")">\
            \(first.map { "<a class=\"pager-first\" href=\"\($0)\">\(Icon.left)\(say: "web.pager.first")</a>" as HTML })\
            \(next.map { "<a class=\"pager-next\" rel=\"next\" href=\"\($0)\">\(say: "web.pager.next")\(Icon.right)</a>" as HTML })</nav>
            """
    }
}
