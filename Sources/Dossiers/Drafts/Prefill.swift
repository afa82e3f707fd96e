// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// What the city knows of the person who fills in a form, put into its fields.
enum Prefill {
    /// The answers to questions about the applicant.
    static func answers(_ profile: ApplicantProfile) -> [String: Answer] {
        let texts = [
            "applicant-name": profile.name, "applicant-identity": profile.identityNumber,
            "applicant-phone": profile.phone, "applicant-email": profile.email, "applicant-address": profile.address,
        ].compactMapValues { $0.map(Answer.text) }
        guard let day = profile.birthDate else { return texts }
        return texts.merging(["applicant-birth-date": .day(day)]) { first, _ in first }
    }
}

extension DraftContent {
    /// Puts in what is known where nothing was answered, as far as the
    /// questions take it: a number of nine digits is not passed off as one of twelve.
    mutating func prefill(_ profile: ApplicantProfile, _ questions: [String: Question], today: CivilDay) {
        for (code, answer) in Prefill.answers(profile) where answers[code] == nil {
            guard let question = questions[code], let text = answer.text ?? answer.day?.iso8601,
                let taken = try? question.answer(from: text, today: today)
            else { continue }
            answers[code] = taken
            prefilled.insert(code)
        }
    }

    /// Takes out again what was put in and nobody changed: the form is about somebody else.
    mutating func withdrawPrefill() {
        for code in prefilled { answers[code] = nil }
        prefilled = []
    }
}
