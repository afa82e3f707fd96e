// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import Web

/// Mẫu số 01: what was received, and when the result is to be had.
package struct ReceiptForm: Sendable {
    package struct Paper: Sendable {
        package var name: String
        package var originals: Int
        package var copies: Int
        /// Whether it came as a file.
        package var isElectronic: Bool

        package init(name: String, originals: Int, copies: Int, isElectronic: Bool = false) {
            self.name = name
            self.originals = originals
            self.copies = copies
            self.isElectronic = isElectronic
        }
    }

    package struct Fee: Sendable {
        package var name: String
        /// In đồng.
        package var amount: Int

        package init(name: String, amount: Int) {
            self.name = name
            self.amount = amount
        }
    }

    package var head: FormHead
    package var party: FormParty
    /// What is asked for: the procedure's name and code.
    package var content: String
    package var papers: [Paper]
    package var sets: Int
    /// How long it may take: `3 ngày làm việc`.
    package var limit: Message
    package var receivedAt: Instant
    /// `nil` where the procedure has no time limit.
    package var dueAt: Instant?
    /// Where, or how, the result is to be had.
    package var collection: String
    package var fees: [Fee]
    /// How due times are counted here: nobody shall have to guess.
    package var reckoning: Message
    package var book: String
    package var order: Int
    package var receiver: String

    package init(
        head: FormHead, party: FormParty, content: String, papers: [Paper], sets: Int = 1, limit: Message,
        receivedAt: Instant, dueAt: Instant?, collection: String, fees: [Fee], reckoning: Message, book: String,
        order: Int, receiver: String
    ) {
        (self.head, self.party, self.content, self.papers, self.sets) = (head, party, content, papers, sets)
        (self.limit, self.receivedAt, self.dueAt, self.collection) = (limit, receivedAt, dueAt, collection)
        (self.fees, self.reckoning, self.book, self.order) = (fees, reckoning, book, order)
        self.receiver = receiver
    }

    /// - Throws: `FormProblem` where it would say nothing.
    package func document(in wording: Wording) throws(FormProblem) -> PrintedDocument {
        try FormProblem.require(head)
        try FormProblem.require(party.name, "name")
        try FormProblem.require(content, "content")
        guard !papers.isEmpty else { throw .missing("papers") }
        return FormSheet(
            number: 1, paper: .a5, head: head, title: Message("dossiers.form.receipt"), body: body,
            signatures: [
                .init(role: Message("dossiers.form.submitter"), name: party.name),
                .init(role: Message("dossiers.form.receiver"), name: receiver),
            ]
        ).document(in: wording)
    }

    private var body: HTML {
        """
        \(FormSheet.line("by", text: head.section))\(FormSheet.party(party))\(FormSheet.line("content", text: content))
        <p>\(say: "dossiers.form.papers"):</p>
        <table class="grid"><thead><tr><th>\(say: "dossiers.form.order")</th><th>\(say: "dossiers.form.paper")</th>\
        <th>\(say: "dossiers.form.originals")</th><th>\(say: "dossiers.form.copies")</th>\
        <th>\(say: "dossiers.form.kind")</th></tr></thead><tbody>\(HTML.each(papers.enumerated()) { index, paper in
            """
            <tr><td class="count">\(machine: index + 1)</td><td>\(paper.name)</td>\
            <td class="count">\(machine: paper.originals)</td><td class="count">\(machine: paper.copies)</td>\
            <td>\(say: "dossiers.form.kind.\(paper.isElectronic ? "electronic" : "paper")")</td></tr>
            """
        })</tbody></table>
        \(FormSheet.line("sets", "\(machine: sets)"))\(FormSheet.line("limit", "\(limit)"))\
        \(FormSheet.line("received-at", FormSheet.written(receivedAt)))\
        \(FormSheet.line("due-at", dueAt.map(FormSheet.written) ?? "\(say: "dossiers.form.no-due")"))\
        \(FormSheet.line("collection", text: collection))\(FormSheet.line("fees", charges))\
        \(FormSheet.line("reckoning", "\(reckoning)"))
        <p>\(say: "dossiers.form.book", ["book": .text(book), "order": .text(String(order))])</p>
        """
    }

    private var charges: HTML {
        guard !fees.isEmpty else { return "\(say: "dossiers.form.no-fee")" }
        return HTML(
            fees.enumerated().map { index, fee in
                let separator: HTML = index == 0 ? "" : "; "
                return separator
                    + "\(say: "dossiers.form.fee", ["name": .text(fee.name), "amount": .count(fee.amount)])"
            })
    }
}
