// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import Web

/// Mẫu số 02: what is missing, why, and what to do, asked once and in writing.
package struct SupplementForm: Sendable {
    package var head: FormHead
    package var party: FormParty
    package var content: String
    package var missing: [String]
    package var reason: String
    package var guidance: String
    /// Whom to ask: name and telephone.
    package var contact: String
    package var officer: String

    package init(
        head: FormHead, party: FormParty, content: String, missing: [String], reason: String, guidance: String,
        contact: String, officer: String
    ) {
        (self.head, self.party, self.content, self.missing) = (head, party, content, missing)
        (self.reason, self.guidance, self.contact, self.officer) = (reason, guidance, contact, officer)
    }

    package func document(in wording: Wording) throws(FormProblem) -> PrintedDocument {
        try FormProblem.require(head)
        try FormProblem.require(party.name, "name")
        try FormProblem.require(reason, "reason")
        guard !missing.isEmpty else { throw .missing("missing") }
        for item in missing { try FormProblem.require(item, "missing") }
        return FormSheet(
            number: 2, paper: .a5, head: head, title: Message("dossiers.form.supplement"),
            body: """
                \(FormSheet.party(party, "dossier-of"))\(FormSheet.line("content", text: content))
                <p>\(say: "dossiers.form.missing"):</p>\(FormSheet.list(missing))
                \(FormSheet.line("reason", text: reason))\(FormSheet.line("guidance", text: guidance))\
                \(FormSheet.line("contact", text: contact))
                """,
            signatures: [.init(role: Message("dossiers.form.guide"), name: officer)]
        ).document(in: wording)
    }
}

/// Mẫu số 03: that a dossier is not received or not decided, and why.
package struct RefusalForm: Sendable {
    package var head: FormHead
    package var party: FormParty
    package var content: String
    package var reasons: [String]
    /// The clause of law it rests on; empty where the reasons say it.
    package var basis: String
    package var officer: String

    package init(
        head: FormHead, party: FormParty, content: String, reasons: [String], basis: String, officer: String
    ) {
        (self.head, self.party, self.content) = (head, party, content)
        (self.reasons, self.basis, self.officer) = (reasons, basis, officer)
    }

    package func document(in wording: Wording) throws(FormProblem) -> PrintedDocument {
        try FormProblem.require(head)
        try FormProblem.require(party.name, "name")
        guard !reasons.isEmpty else { throw .missing("reasons") }
        for reason in reasons { try FormProblem.require(reason, "reasons") }
        return FormSheet(
            number: 3, paper: .a5, head: head, title: Message("dossiers.form.refusal"),
            body: """
                \(FormSheet.party(party, "dossier-of"))\(FormSheet.line("content", text: content))
                <p>\(say: "dossiers.form.refused"):</p>\(FormSheet.list(reasons))
                \(basis.isEmpty ? .empty : FormSheet.line("basis", text: basis))<p>\(say: "dossiers.form.told")</p>
                """,
            signatures: [
                .init(role: Message("dossiers.form.submitter"), name: party.name),
                .init(role: Message("dossiers.form.receiver"), name: officer),
            ]
        ).document(in: wording)
    }
}

/// Mẫu số 04: the apology for a result that will be late, and until when it is asked to wait.
package struct ApologyForm: Sendable {
    package var head: FormHead
    package var party: FormParty
    package var content: String
    package var receivedAt: Instant
    package var dueAt: Instant
    package var cause: String
    package var newDueAt: Instant
    /// `CHỦ TỊCH`, and the name.
    package var signer: (post: String, name: String)

    package init(
        head: FormHead, party: FormParty, content: String, receivedAt: Instant, dueAt: Instant, cause: String,
        newDueAt: Instant, signer: (post: String, name: String)
    ) {
        (self.head, self.party, self.content, self.receivedAt) = (head, party, content, receivedAt)
        (self.dueAt, self.cause, self.newDueAt, self.signer) = (dueAt, cause, newDueAt, signer)
    }

    /// - Throws: `FormProblem`, also for a new time that is no later.
    package func document(in wording: Wording) throws(FormProblem) -> PrintedDocument {
        try FormProblem.require(head)
        try FormProblem.require(party.name, "name")
        try FormProblem.require(cause, "cause")
        guard newDueAt > dueAt else { throw .missing("new-due") }
        return FormSheet(
            number: 4, paper: .a4, head: head, title: Message("dossiers.form.apology"),
            body: """
                \(FormSheet.party(party, "to"))
                <p>\(say: "dossiers.form.apology.received", [
                    "office": .text(head.section), "code": .text(head.code), "at": .instant(receivedAt),
                    "content": .text(content),
                ])</p>\(FormSheet.line("due-at", FormSheet.written(dueAt)))\(FormSheet.line("cause", text: cause))
                <p>\(say: "dossiers.form.apology.words", ["office": .text(head.office)])</p>\
                \(FormSheet.line("new-due", FormSheet.written(newDueAt)))<p>\(say: "dossiers.form.apology.once")</p>
                """,
            signatures: [.init(role: FormWords.own(signer.post), name: signer.name)]
        ).document(in: wording)
    }
}

/// Mẫu số 05: that work on a dossier stops, on request or by decision.
package struct StopForm: Sendable {
    package var head: FormHead
    package var party: FormParty
    package var content: String
    /// Whether the applicant asked for it.
    package var isRequested: Bool
    /// How far it had come.
    package var stage: String
    package var reason: String
    /// What becomes of fees that were paid.
    package var settlement: String
    /// Papers that are given back.
    package var returned: [String]
    package var signer: (post: String, name: String)

    package init(
        head: FormHead, party: FormParty, content: String, isRequested: Bool, stage: String, reason: String,
        settlement: String, returned: [String], signer: (post: String, name: String)
    ) {
        (self.head, self.party, self.content, self.isRequested) = (head, party, content, isRequested)
        (self.stage, self.reason, self.settlement, self.returned) = (stage, reason, settlement, returned)
        self.signer = signer
    }

    package func document(in wording: Wording) throws(FormProblem) -> PrintedDocument {
        try FormProblem.require(head)
        try FormProblem.require(party.name, "name")
        try FormProblem.require(reason, "reason")
        return FormSheet(
            number: 5, paper: .a4, head: head, title: Message("dossiers.form.stop"),
            body: """
                \(FormSheet.party(party, "to"))\(FormSheet.line("content", text: content))\
                \(FormSheet.line("stop-ground", "\(say: "dossiers.form.stop.\(isRequested ? "request" : "decision")")"))\
                \(FormSheet.line("stage", text: stage))\(FormSheet.line("reason", text: reason))\
                \(FormSheet.line("settlement", text: settlement))
                \(returned.isEmpty ? .empty : "<p>\(say: "dossiers.form.returned"):</p>\(FormSheet.list(returned))" as HTML)
                """,
            signatures: [.init(role: FormWords.own(signer.post), name: signer.name)]
        ).document(in: wording)
    }
}

/// Words that stand on forms as the office has them.
enum FormWords {
    /// A post's own title, in any language.
    static func own(_ text: String) -> Message { Message("dossiers.form.own", ["words": .text(text)]) }
}
