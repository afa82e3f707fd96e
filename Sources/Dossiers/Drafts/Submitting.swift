// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A form that is filled in: everything handing it in needs.
package struct SubmissionDraft: Hashable, Sendable {
    package struct Paper: Hashable, Sendable {
        package let code: String
        package let name: String
        package let originals: Int
        package let copies: Int
        package let way: PaperWay
        /// Kept files that were sent for it; they belong to the draft.
        package let files: [String]
    }

    package let procedure: String
    /// The definition's version; `nil` for the generic one.
    package let definition: Int?
    package let channel: ProcedureDefinition.Channel
    package let caseCode: String?
    /// Of every question that was shown, by its code.
    package let answers: [String: Answer]
    package let papers: [Paper]
    /// For whom, where that is not the person who hands it in.
    package let onBehalf: OnBehalf?

    /// How the result is wanted, where the form asks: `counter`, `post`, `electronic`.
    package var receivesResult: String? { answers["receives-result"]?.text }
}

/// What came of handing it in.
package struct SubmittedDossier: Codable, Hashable, Sendable {
    package let code: String
    /// With the code it finds the dossier without an account.
    package let lookupKey: String

    package init(code: String, lookupKey: String) {
        self.code = code
        self.lookupKey = lookupKey
    }
}

/// Where forms that are filled in go.
package protocol Submitting: Sendable {
    /// Offices that take forms: the person chooses whose it is.
    func offices() async throws -> [DossierOffice]

    /// Hands a form in, and has it on disk when it returns.
    ///
    /// - Parameters:
    ///   - office: The unit's identity.
    ///   - key: The same for the same form, however often it is sent:
    ///   a second call with it changes nothing and returns what the first did.
    func submit(
        _ draft: SubmissionDraft, to office: String, by actor: Actor, key: String
    ) async throws -> SubmittedDossier
}
