// SPDX-License-Identifier: Apache-2.0

import Basics

/// A person's name as shown on pages: form C, one line, 1 to 100 characters.
package struct AccountName: Hashable, Sendable {
    package let text: String

    package init?(_ typed: String) {
        guard typed.utf8.prefix(1_025).count <= 1_024 else { return nil }
        let text = typed.tidied()
        guard (1...100).contains(text.count), !text.searchKey.isEmpty else { return nil }
        self.text = text
    }
}
