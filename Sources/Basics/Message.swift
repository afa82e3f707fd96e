// SPDX-License-Identifier: Apache-2.0

/// Words for a person, as a key into the translations and what fills its
/// places. Domain code speaks in messages; only pages, exports and API answers
/// choose a language (`Translator` in Web).
///
/// Keys are lower case, dotted, kebab-cased and begin with the feature's noun:
/// `environment.error.unknown-station`.
package struct Message: Hashable, Sendable {
    package let key: String
    package let arguments: [String: Argument]

    /// What fills the place `{name}` of a text.
    package indirect enum Argument: Hashable, Sendable {
        /// Text as it is: a name, a code, a file's name.
        case text(String)
        /// A whole number that is no measured figure: a line, a place in a list, a limit.
        case count(Int)
        /// A measured number as part of a sentence about it, with its decimals.
        case number(Double, decimals: Int)
        case instant(Instant)
        case day(CivilDay)
        case message(Message)
    }

    package init(_ key: String, _ arguments: [String: Argument] = [:]) {
        self.key = key
        self.arguments = arguments
    }
}

/// An error that a person meets. Its words and HTTP status are chosen in one
/// place, its `answer`.
package protocol UserFacing: Error {
    /// The HTTP status and the words.
    var answer: (status: Int, message: Message) { get }
}
