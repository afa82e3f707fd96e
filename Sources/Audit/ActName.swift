// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Web

/// The acts that have words: those the features say they write.
struct ActNames: Sendable {
    let all: [LedgerAct]
    private let words: [String: Message]

    init(_ acts: [LedgerAct]) {
        all = acts
        words = Dictionary(acts.map { ($0.key, $0.words) }) { first, _ in first }
    }

    /// An act in words; one without words is shown by its key.
    func html(_ act: String) -> HTML { words[act].map { "\($0)" } ?? "<code>\(act)</code>" }
}

/// How sure a proof is, in words.
struct AssuranceName: Component {
    /// As `LedgerEntry.assurance`.
    let level: String

    var html: HTML {
        ["low", "medium", "high"].contains(level) ? "\(say: "audit.assurance.\(level)")" : "<code>\(level)</code>"
    }
}

/// Who acted: a person's name where it is known, a part of the program, nobody.
struct ActorName: Component {
    let stored: String
    let names: [String: String]

    var html: HTML {
        if let name = names[stored] { return "\(name)" }
        if stored.hasPrefix("system:") { return "\(say: "audit.actor.program")" }
        return stored == "visitor" ? "\(say: "audit.actor.visitor")" : "<code>\(stored)</code>"
    }
}
