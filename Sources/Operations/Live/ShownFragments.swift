// SPDX-License-Identifier: Apache-2.0

import Web

/// What the readers of each topic have before them, element by element: only
/// what differs is sent. Fragments are compared as Vietnamese text.
struct ShownFragments {
    private let wording: Wording
    /// A digest of each element's text: two texts in one would only delay an
    /// element until it changes again.
    private var digests: [Key: Int] = [:]
    private var shapes: [Key: [String]] = [:]

    private struct Key: Hashable {
        let topic: String
        let id: String
    }

    init(wording: Wording) { self.wording = wording }

    /// `html` when it differs from what readers of `topic` have as `id`, and
    /// counts as shown from now on; otherwise nothing.
    mutating func renewal(of id: String, _ html: HTML, on topic: String) -> HTML {
        let digest = html.rendered(in: wording).hashValue
        return digests.updateValue(digest, forKey: Key(topic: topic, id: id)) == digest ? .empty : html
    }

    /// Whether the whole `id` must be sent: which items it holds and in which
    /// order, or that it failed, differs from what readers of `topic` have.
    mutating func isNew(_ shape: [String], of id: String, on topic: String) -> Bool {
        shapes.updateValue(shape, forKey: Key(topic: topic, id: id)) != shape
    }
}
