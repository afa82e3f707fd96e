// SPDX-License-Identifier: Apache-2.0

import Basics
import Letters
import Web

/// What was sent to the applicant, and whether it arrived at whoever carries it.
struct NoticeSection: Component {
    let sent: [(notice: NoticeStore.Sent, letter: LetterStore.State?)]
    /// Whether short messages are taken by nobody.
    let isSample: Bool

    var html: HTML {
        let rows = sent.map { sent in
            DataTable.Row([
                "\(say: "dossiers.notice.kind.\(sent.notice.kind.rawValue)")",
                "\(say: "dossiers.notice.channel.\(sent.notice.channel.rawValue)")", "\(sent.notice.at)",
                state(sent.notice, sent.letter),
            ])
        }
        let sample = isSample && sent.contains { $0.notice.channel == .sms }
        return Panel(
            Message("dossiers.notice.title"), id: "notices",
            """
            \(sample ? Notice(.information, Message("dossiers.notice.sample")).html : .empty)\
            \(DataTable(
                "notices-table", caption: Message("dossiers.notice.title"),
                columns: [
                    .init(Message("dossiers.notice.what")), .init(Message("dossiers.notice.way")),
                    .init(Message("dossiers.notice.written"), .time), .init(Message("dossiers.notice.state")),
                ], rows: rows, empty: Message("dossiers.notice.none"), hidesCaption: true, stacks: true))
            """
        ).html
    }

    private func state(_ notice: NoticeStore.Sent, _ letter: LetterStore.State?) -> HTML {
        guard let letter else { return "\(say: "dossiers.notice.state.unknown")" }
        if let sentAt = letter.sentAt {
            return isSample && notice.channel == .sms
                ? "\(Tag(Message("dossiers.notice.state.sample"), .information))"
                : "\(Tag(Message("dossiers.notice.state.sent"), .success)) \(sentAt)"
        }
        if letter.givenUpAt != nil {
            return """
                \(Tag(Message("dossiers.notice.state.given-up"), .danger)) \
                <code class="breakable">\(EmailAddress.masking(letter.failure))</code>
                """
        }
        guard letter.tries > 0, !letter.failure.isEmpty else {
            return "\(Tag(Message("dossiers.notice.state.waiting"), .information))"
        }
        return "\(Tag(Message("dossiers.notice.state.again", ["count": .count(letter.tries)]), .warning))"
    }
}
