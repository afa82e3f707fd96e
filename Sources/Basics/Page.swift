// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One page of a list that is paged by key: the rows, and the cursor after
/// which the next page begins. There is no total and no page number, so page
/// one thousand costs what page one costs.
package struct Page<Item: Sendable>: Sendable {
    package let items: [Item]
    /// `nil` on the last page.
    package let next: Cursor?

    package init(items: [Item], next: Cursor?) {
        self.items = items
        self.next = next
    }

    /// Makes a page of `rows`, which were asked for with one row more than
    /// `limit`: the extra row only tells that there is a next page.
    package init(rows: [Item], limit: Int, cursor: (Item) -> Cursor) {
        items = Array(rows.prefix(limit))
        next = rows.count > limit ? items.last.map(cursor) : nil
    }

    package func map<Other: Sendable>(_ transform: (Item) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(items: try items.map(transform), next: next)
    }
}

/// The key of the last row of a page, opaque in addresses.
package struct Cursor: Hashable, Sendable {
    /// The key's columns in the order of the list's sorting.
    package let parts: [String]

    package init(_ parts: [String]) { self.parts = parts }

    /// The cursor of an address, or `nil` when the text is none.
    package init?(encoded text: String) {
        var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        while base64.utf8.count % 4 != 0 { base64.append("=") }
        guard let data = Data(base64Encoded: base64),
            let joined = String(data: data, encoding: .utf8)
        else { return nil }
        parts = joined.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
    }

    /// Letters, digits, `-` and `_` only.
    package var encoded: String {
        Data(parts.joined(separator: "\u{1F}").utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
