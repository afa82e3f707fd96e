// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A kind of act that a feature writes into the ledger, and its words.
package struct LedgerAct: Hashable, Sendable {
    /// As `LedgerEntry.act`.
    package let key: String
    package let words: Message

    package init(_ key: String, _ words: Message) {
        self.key = key
        self.words = words
    }
}
