// SPDX-License-Identifier: Apache-2.0

import Web

/// Words of the catalogue, which are Vietnamese whatever the page's language:
/// marked so that they are read aloud as such.
struct SourceText: Component {
    let text: String

    init(_ text: String) { self.text = text }

    var html: HTML { text.isEmpty ? .empty : "<span lang=\"vi\">\(text)</span>" }
}
