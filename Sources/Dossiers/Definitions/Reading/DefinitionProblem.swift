// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What is wrong with a definition's text, and where.
package struct DefinitionProblem: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case tooLarge(bytes: Int)
        case notYAML(String)
        /// Anchors, aliases and tags: a text that refers to itself can grow without bound.
        case reference
        case tooDeep
        case missing
        /// What was expected: `text`, `list`, `day`.
        case wrongType(String)
        case unknownKey(known: [String])
        /// One of these was expected.
        case unknownValue(known: [String])
        case repeated
    }

    /// From 1; 0 where none can be told.
    package let line: Int
    /// `steps[2].actions[0].to`; empty for the whole.
    package let path: String
    package let kind: Kind

    package var words: Message {
        switch kind {
        case .tooLarge(let bytes): Self.message("too-large", ["bytes": .count(bytes)])
        case .notYAML(let reason): Self.message("not-yaml", ["reason": .text(reason)])
        case .reference: Self.message("reference")
        case .tooDeep: Self.message("too-deep")
        case .missing: Self.message("missing")
        case .wrongType(let type):
            Self.message("wrong-type", ["type": .message(Message("dossiers.yaml.type.\(type)"))])
        case .unknownKey(let known): Self.message("unknown-key", ["known": .text(known.joined(separator: ", "))])
        case .unknownValue(let known): Self.message("unknown-value", ["known": .text(known.joined(separator: ", "))])
        case .repeated: Self.message("repeated")
        }
    }

    private static func message(_ key: String, _ arguments: [String: Message.Argument] = [:]) -> Message {
        Message("dossiers.yaml.\(key)", arguments)
    }
}

/// Everything that is wrong with a text, in its order.
package struct DefinitionProblems: Error, Hashable, Sendable {
    package let all: [DefinitionProblem]
}
