// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How a procedure is carried out here: what is asked, which papers are
/// needed, who does what by when, what it costs and what comes of it.
///
/// Written as YAML (docs/definitions.md), published as numbered versions. A
/// dossier stays on the version it began with.
package struct ProcedureDefinition: Hashable, Sendable {
    /// The catalogue's code, `1.001193`; empty in the generic definition's text alone.
    package var procedure: String
    package var name: Words
    package var validFrom: CivilDay
    /// The decision that published what this rests on: `163/QĐ-BTP`.
    package var decision: String
    /// Where what it says was read.
    package var source: String
    /// What its sources leave open: named for a person to settle, never guessed.
    package var open: [OpenPoint]
    package var channels: [Channel]
    package var cases: [Case]
    package var limits: [Limit]
    package var supplement: Supplement?
    package var lengthening: Lengthening?
    package var pauses: [Pause]
    package var fees: [Fee]
    package var eligibility: [Requirement]
    package var questions: [Question]
    package var pages: [FormPage]
    package var papers: [Paper]
    package var documents: [Document]
    package var results: [Result]
    package var steps: [Step]

    package enum Channel: String, CaseIterable, Hashable, Sendable { case direct, online, post }

    package struct OpenPoint: Hashable, Sendable {
        package var about: String
        package var words: Words
    }

    /// A variety of the procedure with papers, limits or fees of its own.
    package struct Case: Hashable, Sendable {
        package var code: String
        package var name: Words
        /// Which answers make a dossier this case; the first case without condition takes the rest.
        package var when: Condition?
    }

    /// How long the whole may take.
    package struct Limit: Hashable, Sendable {
        package var limit: TimeLimit
        /// Empty for every case.
        package var cases: [String]
        /// Empty for every channel.
        package var channels: [Channel]
        package var source: String
    }

    /// The applicant is asked for what is missing, in writing.
    package struct Supplement: Hashable, Sendable {
        package var times: Int
        /// How long the applicant has; `nil` where the law names no time.
        package var limit: TimeLimit?
        /// How much later the result may come after one; `nil` where the clocks' policy alone decides.
        package var added: TimeLimit?
    }

    /// A new due time, with an apology.
    package struct Lengthening: Hashable, Sendable {
        package var times: Int
        package var longest: TimeLimit?
        /// The letter of apology that goes out before the due time passes.
        package var apology: String
    }

    /// A reason for which the clock stands still besides a supplement.
    package struct Pause: Hashable, Sendable {
        package var code: String
        package var name: Words
    }

    /// Something an applicant must fulfil.
    package struct Requirement: Hashable, Sendable {
        package var condition: Condition
        /// Said to whoever does not fulfil it.
        package var words: Words
    }

    package struct FormPage: Hashable, Sendable {
        package var code: String
        package var title: Words
        package var shownIf: Condition?
        package var asks: [Ask]
    }

    /// A question of the bank on a page.
    package struct Ask: Hashable, Sendable {
        package var question: String
        package var isOptional: Bool
        package var shownIf: Condition?
    }

    package struct Paper: Hashable, Sendable {
        /// Where a paper may come from: nobody is asked for what is held already.
        package enum Source: String, CaseIterable, Hashable, Sendable { case held, database, upload, counter }

        package var code: String
        package var name: Words
        package var originals: Int
        package var copies: Int
        package var sources: [Source]
        package var neededIf: Condition?
        package var cases: [String]
        package var channels: [Channel]
        /// A form to fill in: `CT01`.
        package var form: String
    }

    /// A slip or letter of the national series that the sector replaces by its own.
    package struct Document: Hashable, Sendable {
        package enum Kind: String, CaseIterable, Hashable, Sendable {
            case receipt, supplement, refusal, apology, stop, control, register
        }

        package var kind: Kind
        package var form: String
        package var source: String
    }

    package struct Result: Hashable, Sendable {
        package var code: String
        package var name: Words
        package var isSigned: Bool
        package var isNumbered: Bool
    }
}

/// Words of the city: Vietnamese, and English where somebody wrote it.
package struct Words: Hashable, Sendable {
    package var vi: String
    package var en: String?

    package init(_ vi: String, en: String? = nil) {
        self.vi = vi
        self.en = en
    }

    package func text(inEnglish: Bool) -> String { inEnglish ? en ?? vi : vi }
}
