// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import Web

/// Mẫu số 06: who handed a dossier to whom and when; it travels with the dossier.
package struct ControlSlip: Sendable {
    package struct Handover: Sendable {
        package var from: String
        package var to: String
        package var at: Instant
        /// Until when the giving side had time; `nil` where it had none of its own.
        package var due: Instant?
        package var note: String

        package init(from: String, to: String, at: Instant, due: Instant?, note: String = "") {
            (self.from, self.to, self.at, self.due, self.note) = (from, to, at, due, note)
        }

        /// By day, as reports count it.
        var punctuality: String {
            guard let due else { return "none" }
            let (day, last) = (CivilZone.vietNam.day(of: at), CivilZone.vietNam.day(of: due))
            return day < last ? "early" : day == last ? "on-time" : "late"
        }
    }

    package var head: FormHead
    package var content: String
    package var receivedAt: Instant
    package var dueAt: Instant?
    /// In the order they happened.
    package var handovers: [Handover]

    package init(head: FormHead, content: String, receivedAt: Instant, dueAt: Instant?, handovers: [Handover]) {
        (self.head, self.content, self.receivedAt) = (head, content, receivedAt)
        (self.dueAt, self.handovers) = (dueAt, handovers)
    }

    package func document(in wording: Wording) throws(FormProblem) -> PrintedDocument {
        try FormProblem.require(head)
        guard !handovers.isEmpty else { throw .missing("handovers") }
        return FormSheet(
            number: 6, paper: .a4, head: head, title: Message("dossiers.form.control"),
            body: """
                \(FormSheet.line("content", text: content))\
                \(FormSheet.line("received-at", FormSheet.written(receivedAt)))\
                \(FormSheet.line("due-at", dueAt.map(FormSheet.written) ?? "\(say: "dossiers.form.no-due")"))
                <table class="grid"><thead><tr>\(HTML.each(Self.columns) { "<th>\(Message("dossiers.form.\($0)"))</th>" })</tr>\
                </thead><tbody>\(HTML.each(handovers, row))</tbody></table>
                """, signatures: []
        ).document(in: wording)
    }

    private static let columns = ["handed-at", "from", "to-side", "step-due", "punctuality", "note", "signed-over"]

    private func row(_ handover: Handover) -> HTML {
        """
        <tr><td>\(FormSheet.written(handover.at))</td><td>\(handover.from)</td><td>\(handover.to)</td>\
        <td>\(handover.due.map(FormSheet.written) ?? .empty)</td>\
        <td>\(say: "dossiers.form.punctuality.\(handover.punctuality)")</td><td>\(handover.note)</td><td></td></tr>
        """
    }
}

/// Mẫu số 07: a page of the register.
package struct RegisterPage: Sendable {
    package struct Line: Sendable {
        package var order: Int
        package var code: String
        package var content: String
        package var sets: Int
        package var owner: FormParty
        package var receivedOn: CivilDay
        package var dueOn: CivilDay?
        package var resultOn: CivilDay?
        package var officer: String
        package var note: String

        package init(
            order: Int, code: String, content: String, sets: Int, owner: FormParty, receivedOn: CivilDay,
            dueOn: CivilDay?, resultOn: CivilDay?, officer: String, note: String = ""
        ) {
            (self.order, self.code, self.content, self.sets) = (order, code, content, sets)
            (self.owner, self.receivedOn, self.dueOn) = (owner, receivedOn, dueOn)
            (self.resultOn, self.officer, self.note) = (resultOn, officer, note)
        }
    }

    /// Its code is the book's name, its address stays empty.
    package var head: FormHead
    package var lines: [Line]

    package init(head: FormHead, lines: [Line]) { (self.head, self.lines) = (head, lines) }

    package func document(in wording: Wording) throws(FormProblem) -> PrintedDocument {
        try FormProblem.require(head)
        guard !lines.isEmpty else { throw .missing("lines") }
        return FormSheet(
            number: 7, paper: .a4Landscape, head: head, title: Message("dossiers.form.register"),
            body: """
                <table class="grid wide"><thead><tr>\(HTML.each(Self.columns) {
                    "<th>\(Message("dossiers.form.\($0)"))</th>"
                })</tr></thead><tbody>\(HTML.each(lines, row))</tbody></table>
                """, signatures: []
        ).document(in: wording)
    }

    private static let columns = [
        "order", "dossier-code", "dossier-content", "set-count", "owner", "address", "phone", "received-on", "due-on",
        "result-on", "officer", "note",
    ]

    private func row(_ line: Line) -> HTML {
        """
        <tr><td class="count">\(machine: line.order)</td><td>\(line.code)</td><td>\(line.content)</td>\
        <td class="count">\(machine: line.sets)</td><td>\(line.owner.name)</td><td>\(line.owner.address)</td>\
        <td>\(line.owner.phone)</td><td>\(line.receivedOn)</td><td>\(line.dueOn.map { "\($0)" as HTML })</td>\
        <td>\(line.resultOn.map { "\($0)" as HTML })</td><td>\(line.officer)</td><td>\(line.note)</td></tr>
        """
    }
}
