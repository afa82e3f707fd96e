// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What is handed in.
package struct Submission: Hashable, Sendable {
    package var procedure: String
    package var channel: ProcedureDefinition.Channel
    /// The office that is competent, by its unit's identity.
    package var office: String
    /// Where it is handed in; the competent office's own counter where nothing else is said.
    package var reception: String
    package var answers: [String: Answer]
    package var papers: [Paper]
    /// Who hands in for somebody else, and on what ground.
    package var representation: Representation?
    /// What the clerk read off the local decision, where the definition names no fee.
    package var statedFee: Int64?
    /// Whether the clerk took the whole fee with it.
    package var isFeeTaken = false
    /// The same for the same press of the button: handed in twice it is one dossier.
    package var key: String
    /// The draft that its files were sent to; `nil` at the counter.
    package var draft: String?

    package init(
        procedure: String, channel: ProcedureDefinition.Channel, office: String, answers: [String: Answer],
        papers: [Paper] = [], key: String
    ) {
        self.procedure = procedure
        self.channel = channel
        self.office = office
        reception = office
        self.answers = answers
        self.papers = papers
        self.key = key
    }

    /// Every file of its papers.
    var files: [KeptFile.ID] { papers.flatMap(\.files).compactMap { KeptFile.ID($0) } }

    package struct Paper: Hashable, Sendable {
        /// The definition's code.
        package var code: String
        package var name: String
        package var originals: Int
        package var copies: Int
        package var source: ProcedureDefinition.Paper.Source
        /// Files kept for it.
        package var files: [String]

        package init(
            code: String, name: String, originals: Int, copies: Int, source: ProcedureDefinition.Paper.Source,
            files: [String] = []
        ) {
            self.code = code
            self.name = name
            self.originals = originals
            self.copies = copies
            self.source = source
            self.files = files
        }
    }

    package struct Representation: Hashable, Sendable, Codable {
        package var name: String
        /// Parent, spouse, authorised person …, in words.
        package var ground: String

        package init(name: String, ground: String) {
            self.name = name
            self.ground = ground
        }
    }
}

/// Who a dossier is for, as the answers say.
package struct Applicant: Hashable, Sendable, Codable {
    package var name: String
    package var identity: String
    package var phone: String
    package var email: String
    package var address: String

    /// From the questions every form asks with the same codes.
    init(_ answers: [String: Answer]) {
        func text(_ code: String) -> String { answers[code]?.text ?? "" }
        name = text("applicant-name")
        identity = text("applicant-identity")
        phone = text("applicant-phone")
        email = text("applicant-email")
        address = text("applicant-address")
    }

    /// `N. V. An`: enough to tell two dossiers of a list apart.
    package var maskedName: String {
        let words = name.split(separator: " ")
        guard let last = words.last else { return "–" }
        return (words.dropLast().compactMap(\.first).map { "\($0)." } + [String(last)]).joined(separator: " ")
    }
}
