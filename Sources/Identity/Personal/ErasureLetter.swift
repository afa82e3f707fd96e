// SPDX-License-Identifier: Apache-2.0

package import Basics
import Letters
import SQLStore
import Web

/// Why everything kept of somebody is erased.
enum ErasureCause: Hashable, Sendable {
    /// A request of theirs is granted, with these words.
    case request(DataRequest.ID, filedAt: Instant, answer: String)
    /// Its term is over, by this provision.
    case term(days: Int, ground: String)
}

/// Tells citizens by e-mail that their record is gone, what of it stays, and
/// why: they can be told by nothing else afterwards. Put in before the address
/// goes, in the same transaction; the letter's own copy of it is forgotten when
/// it is sent, or given up after a week.
struct ErasureLetters: Sendable {
    let box: LetterBox
    /// In the order of the letter: nobody kept which language they read.
    let languages: [Wording]

    static let purpose = "data-erased"
    static let limit = Duration.days(7)

    /// - Returns: Whether an address of theirs was known.
    @discardableResult
    func post(to citizen: Citizen, _ cause: ErasureCause, at now: Instant, in tx: any Transaction) throws -> Bool {
        guard let address = citizen.profile.email.flatMap(EmailAddress.init) else { return false }
        let parts = languages.map { Self.text($0, citizen, cause, at: now) }
        let letter = Letter(
            purpose: Self.purpose, to: address,
            subject: languages.map { $0.text(of: Message("identity.erasure.subject")) }.joined(separator: " / "),
            text: parts.joined(separator: "\n\n––––––––\n\n") + "\n", goodUntil: now + Self.limit)
        try box.post(letter, at: now, in: tx)
        return true
    }

    private static func text(
        _ wording: Wording, _ citizen: Citizen, _ cause: ErasureCause, at now: Instant
    ) -> String {
        let today = CivilZone.vietNam.day(of: now)
        var messages: [Message] = []
        let name = citizen.profile.displayName
        messages.append(
            name.isEmpty
                ? Message("identity.erasure.greeting-nobody")
                : Message("identity.erasure.greeting", ["name": .text(name)]))
        switch cause {
        case .request(_, let filedAt, let answer):
            messages.append(
                Message(
                    "identity.erasure.requested",
                    ["filed": .day(CivilZone.vietNam.day(of: filedAt)), "day": .day(today)]))
            messages.append(Message("identity.erasure.answer", ["answer": .text(answer)]))
        case .term(let days, let ground):
            messages.append(
                Message(
                    "identity.erasure.expired",
                    ["days": .count(days), "ground": .text(ground), "day": .day(today)]))
        }
        messages += ["gone", "stays", "after"].map { Message("identity.erasure.\($0)") }
        return messages.map { wording.text(of: $0) }.joined(separator: "\n\n")
    }
}

extension IdentityFeature {
    /// What letters of the feature are for, in words, by `Letter.purpose`.
    package static let letterPurposes: [String: Message] = [
        EmailCodes.letterPurpose: Message("identity.letter.sign-in-code"),
        ErasureLetters.purpose: Message("identity.letter.data-erased"),
    ]
}
