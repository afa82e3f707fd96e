// SPDX-License-Identifier: Apache-2.0

/// Choices of reckoning that the law leaves, or that offices read differently.
/// A dossier keeps the policy it was received under; its receipt names it.
package struct DeadlinePolicy: Hashable, Sendable {
    /// How a working day is counted.
    package enum Convention: String, Hashable, Sendable {
        /// A working day is so many working hours from the minute of receipt.
        case hours
        /// The day of receipt does not count, and the last one lasts until closing time (Civil Code 2015,
        /// articles 147 and 148).
        case days
    }

    /// What becomes of the clock while the applicant completes the dossier.
    package enum Supplement: String, Hashable, Sendable {
        /// It stands still, and goes on with what was left.
        case pause
        /// It begins from nothing when the dossier is complete.
        case restart
    }

    package let code: String
    package let convention: Convention
    package let supplement: Supplement
    package let judgement: Judgement
    /// The text or practice it comes from, in the source language.
    package let source: String

    package init(
        _ code: String, convention: Convention, supplement: Supplement, judgement: Judgement = Judgement(),
        source: String = ""
    ) {
        self.code = code
        self.convention = convention
        self.supplement = supplement
        self.judgement = judgement
        self.source = source
    }

    /// How reports judge what a comparison of days does not answer.
    package struct Judgement: Hashable, Sendable {
        /// What a dossier without due date counts as; `nil` keeps it apart.
        package let withoutDueDate: Punctuality?
        /// What a withdrawn dossier counts as; `nil` keeps it apart.
        package let withdrawn: Punctuality?

        /// - Parameters: what installed systems do; the rule is shown beside the number.
        package init(withoutDueDate: Punctuality? = .onTime, withdrawn: Punctuality? = .onTime) {
            self.withoutDueDate = withoutDueDate
            self.withdrawn = withdrawn
        }
    }
}
