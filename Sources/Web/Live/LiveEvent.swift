// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization

/// One published fragment. Its bytes are made once per language, when the
/// first reader of that language needs them, and shared by all.
final class LiveEvent: Sendable {
    let topic: String
    let position: LivePosition
    /// How much it takes to keep: its pieces of markup.
    let weight: Int
    private let fragment: HTML
    private let encoded = Mutex<[Language: ByteBuffer]>([:])

    init(_ fragment: HTML, topic: String, position: LivePosition) {
        self.fragment = fragment
        weight = fragment.weight
        self.topic = topic
        self.position = position
    }

    /// The event as Server-Sent Events text (WHATWG HTML, section 9.2).
    func bytes(in wording: Wording) -> ByteBuffer {
        encoded.withLock { encoded in
            if let known = encoded[wording.language] { return known }
            let buffer = Self.encoded(fragment.rendered(in: wording), id: position.text)
            encoded[wording.language] = buffer
            return buffer
        }
    }

    /// A line of `data:` for every line; any of CR, LF and CRLF ends one.
    private static func encoded(_ text: String, id: String) -> ByteBuffer {
        var event = "id: \(id)\nevent: swap\n"
        for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline) {
            event += "data: \(line)\n"
        }
        return ByteBuffer(string: event + "\n")
    }
}
