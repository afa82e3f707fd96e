// SPDX-License-Identifier: Apache-2.0

package import Basics

/// An e-mail to one person, as an act writes it.
package struct Letter: Hashable, Sendable {
    package typealias ID = Identifier<Letter>

    /// What it is for, as `sign-in-code`: kept after the words are forgotten.
    package let purpose: String
    package let recipient: EmailAddress
    /// One line.
    package let subject: String
    /// Plain text; lines end with `\n`.
    package let text: String
    /// After that it would only mislead; it is given up then.
    package let goodUntil: Instant

    package init(purpose: String, to recipient: EmailAddress, subject: String, text: String, goodUntil: Instant) {
        self.purpose = purpose
        self.recipient = recipient
        self.subject = subject
        self.text = text
        self.goodUntil = goodUntil
    }
}
