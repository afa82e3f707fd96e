// SPDX-License-Identifier: Apache-2.0

package import Basics

/// An e-mail or a short message to one person, as an act writes it.
package struct Letter: Hashable, Sendable {
    package typealias ID = Identifier<Letter>

    /// What it is for, as `sign-in-code`: kept after the words are forgotten.
    package let purpose: String
    package let recipient: LetterRecipient
    /// One line; empty for a short message.
    package let subject: String
    /// Plain text; lines end with `\n`.
    package let text: String
    /// After that it would only mislead; it is given up then.
    package let goodUntil: Instant
    /// Letters of the same thread go out in their order, each after the one
    /// before it is sent or given up. Empty: by itself.
    package var thread = ""

    package init(purpose: String, to recipient: EmailAddress, subject: String, text: String, goodUntil: Instant) {
        self.purpose = purpose
        self.recipient = .email(recipient)
        self.subject = subject
        self.text = text
        self.goodUntil = goodUntil
    }

    /// A short message.
    package init(purpose: String, to recipient: PhoneNumber, text: String, goodUntil: Instant) {
        self.init(purpose: purpose, to: .phone(recipient), subject: "", text: text, goodUntil: goodUntil)
    }

    init(purpose: String, to recipient: LetterRecipient, subject: String, text: String, goodUntil: Instant) {
        self.purpose = purpose
        self.recipient = recipient
        self.subject = subject
        self.text = text
        self.goodUntil = goodUntil
    }
}
