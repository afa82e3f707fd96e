// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import SQLStore

/// Where acts put their letters: in the same transaction as the act itself, so
/// that none goes out for what never happened and none is lost for what did.
package struct LetterBox: Sendable {
    let seal: any LetterSeal

    package init(seal: any LetterSeal) { self.seal = seal }

    static let purpose = "letter"

    /// What is sealed of a letter.
    private struct Sealed: Codable {
        let recipient: LetterRecipient
        let subject: String
        let text: String
    }

    /// Puts a letter in; it goes out after the commit.
    @discardableResult
    package func post(_ letter: Letter, at now: Instant, in tx: any Transaction) throws -> Letter.ID {
        let id = Letter.ID(at: now)
        let content = try JSONEncoder().encode(
            Sealed(recipient: letter.recipient, subject: letter.subject, text: letter.text))
        let sealed = try seal.sealed(Array(content), for: Self.purpose, at: id.description)
        try LetterStore.insert(id, letter, content: sealed, at: now, in: tx)
        try tx.announce(LetterStore.channel, id.description)
        return id
    }

    /// A letter that still waits; `nil` once it is sent or given up.
    package func letter(_ id: Letter.ID, in tx: any Reading) throws -> Letter? {
        try LetterStore.waiting(id, in: tx).map(opened)
    }

    func opened(_ stored: LetterStore.Waiting) throws -> Letter {
        let bytes = try seal.opened(stored.content, for: Self.purpose, at: stored.id.description)
        let known = try JSONDecoder().decode(Sealed.self, from: Data(bytes))
        return Letter(
            purpose: stored.purpose, to: known.recipient, subject: known.subject, text: known.text,
            goodUntil: stored.goodUntil)
    }
}
