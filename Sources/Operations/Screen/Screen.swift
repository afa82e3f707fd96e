// SPDX-License-Identifier: Apache-2.0

import Web

/// The two screens of the operations centre.
enum Screen: String, CaseIterable, Sendable {
    /// For whoever is on shift, at arm's length, with a keyboard.
    case desk
    /// For the room, at six metres, with nobody touching it.
    case wall

    var address: Address {
        switch self {
        case .desk: "/operations"
        case .wall: "/operations/wall"
        }
    }

    var streamAddress: Address { Address("/operations/stream").with("screen", rawValue) }

    /// What is the same in every language.
    var topic: String { "operations.\(rawValue)" }

    /// What holds proper names that differ by language.
    func topic(in language: Language) -> String { "\(topic).\(language.rawValue)" }
}
