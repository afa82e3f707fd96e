// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Something in a definition that could strand a dossier or break the law, or
/// that waits for a person.
package struct LintFinding: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        // Steps
        case noSteps = "no-steps"
        case repeatedCode = "repeated-code"
        case unknownStep = "unknown-step"
        case unreachableStep = "unreachable-step"
        case deadEnd = "dead-end"
        case noWayToEnd = "no-way-to-end"
        case noHolder = "no-holder"
        case unknownHolder = "unknown-holder"
        case dutiesTogether = "duties-together"
        // What comes of it
        case unknownResult = "unknown-result"
        case resultNotProduced = "result-not-produced"
        case resultNotSigned = "result-not-signed"
        case resultNotNumbered = "result-not-numbered"
        // What it refers to
        case unknownQuestion = "unknown-question"
        case questionRedefined = "question-redefined"
        case questionNotAsked = "question-not-asked"
        case askedTwice = "asked-twice"
        case unknownChoice = "unknown-choice"
        case wrongKind = "wrong-kind"
        case unknownCase = "unknown-case"
        case unknownChannel = "unknown-channel"
        case paperWithoutSource = "paper-without-source"
        case unknownPause = "unknown-pause"
        case noCaseFits = "no-case-fits"
        // Time
        case noLimit = "no-limit"
        case overLegal = "over-legal"
        case notComparable = "not-comparable"
        case stepOverLimit = "step-over-limit"
        case stepsOverLimit = "steps-over-limit"
        case supplementTooOften = "supplement-too-often"
        case supplementUnstated = "supplement-unstated"
        case extensionTooOften = "extension-too-often"
        case extensionWithoutApology = "extension-without-apology"
        case extensionUnstated = "extension-unstated"
        // What waits for a person
        case legalUnsettled = "legal-unsettled"
        case legalUnknown = "legal-unknown"
        case leftOpen = "left-open"

        /// Whether it keeps the definition from being published. The rest waits
        /// for a person: whoever publishes is shown it and takes it upon them.
        package var stopsPublishing: Bool {
            switch self {
            case .legalUnsettled, .legalUnknown, .leftOpen, .notComparable: false
            default: true
            }
        }
    }

    /// `steps.appraise`, `fees.registration`.
    package let place: String
    package let kind: Kind
    /// What is meant: a code, a limit.
    package let subject: String

    package init(_ kind: Kind, at place: String, _ subject: String = "") {
        self.kind = kind
        self.place = place
        self.subject = subject
    }

    package var words: Message { Message("dossiers.lint.\(kind.rawValue)", ["subject": .text(subject)]) }
}

/// What the catalogue says of a channel's time limit.
package enum LegalLimit: Hashable, Sendable {
    case limit(TimeLimit)
    /// Ambiguous, and no person has settled it.
    case unsettled(printed: String)
    /// The catalogue names none.
    case unstated
}
