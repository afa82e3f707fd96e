// SPDX-License-Identifier: Apache-2.0

import Basics

/// What stands on a result for anybody to check it: 80 random bits as sixteen
/// signs of Crockford's base 32, which has no letters that look like digits.
package struct VerificationCode: Hashable, Sendable {
    private static let length = 16

    /// Sixteen signs, as it is kept.
    package let text: String

    init(using generator: inout some RandomNumberGenerator) {
        text = Crockford.random(Self.length, using: &generator)
    }

    package init() {
        var generator = SystemRandomNumberGenerator()
        self.init(using: &generator)
    }

    /// What somebody typed: groups or not, small or great, `O` for `0`, `I` and `L` for `1`.
    package init?(typed: String) {
        guard let text = Crockford.typed(typed, length: Self.length) else { return nil }
        self.text = text
    }

    /// In groups of four, as it is printed.
    package var grouped: String {
        stride(from: 0, to: text.count, by: 4).map { start in
            String(text.dropFirst(start).prefix(4))
        }.joined(separator: "-")
    }
}
