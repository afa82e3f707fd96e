// SPDX-License-Identifier: Apache-2.0

package import Basics

/// That somebody read a person's data unmasked: who, what, when and why. Rows
/// are added and never changed.
package struct PersonalReading: Hashable, Sendable {
    package typealias ID = Identifier<PersonalReading>

    package enum Way: String, CaseIterable, Sendable {
        /// One field, on its page.
        case revealed
        /// Found by a value that was typed.
        case searched
        /// All of it, in a file.
        case exported
        /// By the person it is about.
        case own
    }

    package let id: ID
    package let holder: DataHolder
    /// `nil`: all of them.
    package let field: DataField?
    package let at: Instant
    package let reader: Actor
    package let readerName: String
    package let way: Way
    package let reason: String

    init(
        id: ID? = nil, of holder: DataHolder, _ field: DataField?, at: Instant, by reader: Actor,
        readerName: String? = nil, _ way: Way, reason: String = ""
    ) {
        self.id = id ?? ID(at: at)
        self.holder = holder
        self.field = field
        self.at = at
        self.reader = reader
        self.readerName = readerName ?? reader.name
        self.way = way
        self.reason = reason
    }
}
