// SPDX-License-Identifier: Apache-2.0

/// A question that forms ask, the same wherever it is asked.
package struct Question: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// One line.
        case text
        case lines
        /// A person's whole name.
        case name
        /// Twelve digits, as the police issue them.
        case identity
        case date, number, money, choice, address, phone, email, file
        case yes = "yes-no"
    }

    package struct Option: Hashable, Sendable {
        package var code: String
        package var name: Words
    }

    package var code: String
    package var kind: Kind
    package var text: Words
    package var hint: Words?
    /// Said when an answer does not fit; kinds have words of their own.
    package var message: Words?
    package var options: [Option]
    /// Characters, or the number itself.
    package var least: Int64?
    package var most: Int64?
    /// Whether a day must not lie in the future.
    package var isPast: Bool

    /// What every answer of the kind is measured by where the question says nothing.
    var bounds: (least: Int64, most: Int64) {
        let usual: (Int64, Int64) =
            switch kind {
            case .text, .email: (1, 200)
            case .lines: (1, 2_000)
            case .name: (1, 80)
            case .address: (1, 300)
            case .number: (0, 1_000_000_000)
            case .money: (0, 1_000_000_000_000_000)
            case .identity, .date, .choice, .phone, .file, .yes: (1, 200)
            }
        return (least ?? usual.0, most ?? usual.1)
    }
}
