// SPDX-License-Identifier: Apache-2.0

import Basics

/// The name a person signs in with.
///
/// Two names that differ only in capitals, marks or separators are the same:
/// `nguyen.an`, `Nguyen_An` and `nguyễn.an` open one account, and no second
/// one can be made that looks like it.
package struct LoginName: Hashable, Sendable {
    /// As it was given, in form C.
    package let text: String
    /// The folded form that is unique.
    package let key: String

    /// - Returns: `nil` unless there are 3 to 64 letters, digits, `.`, `-`,
    ///   `_` and `@`, three of them letters or digits. Letters of other
    ///   scripts than Latin are refused: they could imitate a Latin name.
    package init?(_ typed: String) {
        guard typed.utf8.prefix(257).count <= 256 else { return nil }
        let text = typed.tidied()
        let key = text.searchKey
        let isPlain = text.allSatisfy { ".-_@".contains($0) || !String($0).searchKey.isEmpty }
        guard (3...64).contains(text.count), isPlain, key.filter({ $0 != " " }).count >= 3 else { return nil }
        self.text = text
        self.key = key
    }

    /// The key to look an account up by, whatever somebody typed: bounded, and
    /// empty for what can be no name.
    package static func key(ofTyped typed: String) -> String { LoginName(typed)?.key ?? "" }
}
