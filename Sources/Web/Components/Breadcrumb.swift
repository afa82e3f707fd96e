// SPDX-License-Identifier: Apache-2.0

/// The way from the front page to this one.
package struct Breadcrumb: Component {
    private let steps: [PageContent.Step]

    package init(steps: [PageContent.Step]) { self.steps = steps }

    package var html: HTML {
        """
        <nav class="breadcrumb" aria-label="\(say: "web.page.breadcrumb")"><ol>\
        \(HTML.each(steps) { "<li><a href=\"\($0.address)\">\($0.title)</a></li>" })</ol></nav>
        """
    }
}
