// SPDX-License-Identifier: Apache-2.0

/// A text that describes itself as `…`: a password or key read from a file of
/// its own, printed nowhere.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    package let text: String
    package init(_ text: String) { self.text = text }
    package var description: String { "…" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
