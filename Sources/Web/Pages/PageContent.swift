// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What a feature says of a page; the layout adds the rest.
package struct PageContent: Sendable {
    /// How much room the page takes.
    package enum Layout: String, Sendable {
        /// A column for reading and filing.
        case standard
        /// The width of the screen: boards, long tables.
        case wide
        /// The operations centre's wall: dark, no navigation, large.
        case wall
        /// Nothing but the body: a badge in another site's frame.
        case bare
    }

    /// One step of the way from the front page to here.
    package struct Step: Sendable {
        let title: HTML
        let address: Address

        package init(_ title: Message, _ address: Address) {
            self.title = "\(title)"
            self.address = address
        }

        /// A step with a proper name.
        package init(named name: String, _ address: Address) {
            title = "\(name)"
            self.address = address
        }
    }

    package var title: Message
    package var body: HTML
    package var layout: Layout
    package var breadcrumb: [Step]
    /// The stream that keeps the page up to date.
    package var live: Address?
    /// One sentence for search engines and link previews.
    package var summary: Message?
    /// The same in a form for machines: feeds, JSON, CSV.
    package var twins: [Twin]

    /// The page's content in another form.
    package struct Twin: Sendable {
        let type: String
        let address: Address
        let title: Message

        package init(_ type: String, _ address: Address, title: Message) {
            self.type = type
            self.address = address
            self.title = title
        }
    }

    package init(
        _ title: Message, layout: Layout = .standard, breadcrumb: [Step] = [], live: Address? = nil,
        summary: Message? = nil, twins: [Twin] = [], body: HTML
    ) {
        self.title = title
        self.body = body
        self.layout = layout
        self.breadcrumb = breadcrumb
        self.live = live
        self.summary = summary
        self.twins = twins
    }
}
