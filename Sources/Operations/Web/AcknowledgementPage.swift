// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// One question: have you taken notice of this alarm, and what do you add?
struct AcknowledgementPage {
    /// Signs a note may have: a few sentences.
    static let noteLimit = 2_000

    let alarm: AlarmNotice
    var note = ""
    var errors = FormErrors()
    /// Who was first, when somebody was.
    var first: AlarmAcknowledgement?

    var content: PageContent {
        PageContent(
            Message("operations.acknowledgement.title"),
            breadcrumb: [.init(Message("operations.desk.title"), DeskPage.address)], body: body)
    }

    private var body: HTML {
        """
        <div class="prose">\(errors.summary)<h1>\(say: "operations.acknowledgement.title")</h1>\
        \(DefinitionList([
            (Message("operations.acknowledgement.what"), "\(alarm.message)"),
            (Message("operations.acknowledgement.where"), "\(alarm.subject)"),
            (Message("operations.acknowledgement.since"), "\(alarm.raisedAt)"),
            (Message("operations.acknowledgement.severity"), "\(say: "web.alarm.\(AlarmPanel.severity(of: alarm).rawValue)")"),
        ]))\
        <p>\(Address(local: alarm.address).map { "<a href=\"\($0)\">\(say: "operations.acknowledgement.history")</a>" as HTML })</p>\
        \(answer)</div>
        """
    }

    private var answer: HTML {
        if let endedAt = alarm.endedAt {
            return """
                \(Notice(.information, Message("operations.acknowledgement.ended", ["at": .instant(endedAt)]), detail: lostNote))\
                \(back)
                """
        }
        if let first { return told("operations.acknowledgement.was-first", .warning, by: first.by, at: first.at) }
        if let known = alarm.acknowledgement {
            return told("operations.acknowledgement.known", .information, by: known.by, at: known.at)
        }
        return form
    }

    private func told(_ key: String, _ tone: Tone, by name: String, at moment: Instant) -> HTML {
        let words = Message(key, ["by": .text(name), "at": .instant(moment)])
        return "\(Notice(tone, words, detail: lostNote))\(back)"
    }

    private var form: HTML {
        """
        <form method="post" action="\(alarm.acknowledgementAddress)">\(HTML.formToken)\
        \(FormField.lines(
            "note", label: Message("operations.acknowledgement.note"), value: note,
            hint: Message("operations.acknowledgement.note-hint"), error: errors["note"], rows: 3, isOptional: true,
            maxLength: Self.noteLimit))\
        <p class="actions">\(SubmitButton(Message("operations.acknowledgement.submit")))\
        \(LinkButton(Message("operations.acknowledgement.cancel"), DeskPage.address, .quiet))</p></form>
        """
    }

    /// What was typed is not lost: it can be taken into the alarm's history by hand.
    private var lostNote: HTML {
        guard !note.isEmpty else { return .empty }
        return "<p>\(say: "operations.acknowledgement.note-not-kept")</p><blockquote>\(note)</blockquote>"
    }

    private var back: HTML {
        "<p class=\"actions\">\(LinkButton(Message("operations.acknowledgement.back"), DeskPage.address))</p>"
    }
}
