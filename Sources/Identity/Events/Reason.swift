// SPDX-License-Identifier: Apache-2.0

import Basics

/// Why a grave act is done, in the words of whoever does it: one line of 5
/// signs at least; what is longer than 300 is cut.
package struct Reason: Hashable, Sendable {
    package static let limit = 300

    package let text: String

    package init?(_ typed: String) {
        let text = String(typed.tidied().prefix(Self.limit))
        guard text.count >= 5 else { return nil }
        self.text = text
    }
}
