// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Letters
import SQLStore
import Web

/// Tells applicants by e-mail and short message what their dossiers' facts make
/// known: in the transaction of the fact, so that none goes out for what never
/// happened and none is lost for what did. What is delivered when is the
/// letters' business; a dossier's letters keep their order.
package struct NoticeDesk: Sendable {
    /// How the city reaches people.
    package struct Ways: Sendable {
        let box: LetterBox
        let channels: Set<LetterChannel>
        /// `https://host`: where letters send people.
        let origin: String
        /// Whether short messages are taken by nobody: a demonstration.
        package let isSample: Bool

        package init(box: LetterBox, channels: Set<LetterChannel>, origin: String, isSample: Bool = false) {
            self.box = box
            self.channels = channels
            self.origin = origin
            self.isSample = isSample
        }
    }

    /// `nil` where the city sends nothing.
    let ways: Ways?
    /// In the order of an e-mail: nobody said which language they read.
    let languages: [Wording]
    let content: SealedContent

    static let purpose = "dossier-notice"
    /// After that the news would be old: the page tells it better.
    static let limit = Duration.days(7)

    /// Tells of a fact, if it is the applicant's to know.
    func tell(
        _ fact: DossierFact, from old: DossierState, to new: DossierState, of dossier: Dossier, in tx: any Transaction
    ) throws {
        guard let kind = NoticeKind(fact, from: old, to: new, channel: dossier.channel) else { return }
        try tell(kind, of: dossier, number: fact.number, words: kind.takesWords ? fact.words : "", at: fact.at, in: tx)
    }

    /// - Parameters:
    ///   - number: The fact's, or that of the last fact when time alone made the news.
    ///   - words: What the officer wrote to the applicant. Goes into e-mails only.
    func tell(
        _ kind: NoticeKind, of dossier: Dossier, number: Int, words: String = "", at now: Instant,
        in tx: any Transaction
    ) throws {
        guard let ways, !ways.channels.isEmpty else { return }
        let applicant = try content.applicant(of: dossier)
        var letters: [Letter] = []
        guard let office = try OfficeStore.office(dossier.office, in: tx) else { return }
        let text = NoticeText(kind: kind, dossier: dossier, office: office, words: words, origin: ways.origin)
        if ways.channels.contains(.email), let address = EmailAddress(applicant.email) {
            letters.append(
                Letter(
                    purpose: Self.purpose, to: address, subject: text.subject(in: languages),
                    text: text.email(in: languages), goodUntil: now + Self.limit))
        }
        if ways.channels.contains(.sms), let number = PhoneNumber(applicant.phone), let wording = languages.first {
            letters.append(
                Letter(
                    purpose: Self.purpose, to: number, text: text.shortMessage(in: wording),
                    goodUntil: now + Self.limit))
        }
        for var letter in letters {
            letter.thread = "\(dossier.id) \(letter.recipient.channel.rawValue)"
            let id = try ways.box.post(letter, at: now, in: tx)
            try NoticeStore.add(
                NoticeStore.Sent(number: number, kind: kind, channel: letter.recipient.channel, letter: id, at: now),
                of: dossier.id, in: tx)
        }
    }
}

extension DossiersFeature {
    /// What letters of the feature are for, in words, by `Letter.purpose`.
    package static let letterPurposes: [String: Message] = [
        NoticeDesk.purpose: Message("dossiers.letter.notice")
    ]
}
