// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Web

/// One entry, all it says, and its proof, checked by the reader's own browser.
struct EntryPage {
    let entry: SealedEntry
    /// Commitments whose value is still kept.
    let kept: Set<String>
    let receipt: LedgerReceipt?
    /// Where the code of the printed receipt leads.
    let code: Address
    let acts: ActNames
    let names: [String: String]

    private var record: EntryRecord { entry.record }

    var content: PageContent {
        PageContent(
            Message("audit.entry.title", ["number": .text(String(entry.number))]),
            breadcrumb: [.init(Message("audit.ledger.title"), "/ledger")], body: body)
    }

    private var body: HTML {
        """
        \(PageHead(Message("audit.entry.title", ["number": .text(String(entry.number))])))
        <div class="stack">\(DefinitionList(entries))
        \(fields)\(commitments)\(proof)</div>
        """
    }

    private var entries: [(name: Message, content: HTML)] {
        let ledger: Address = "/ledger"
        var entries: [(name: Message, content: HTML)] = [
            (Message("audit.field.at"), "\(record.at, .second)"),
            (Message("audit.field.act"), acts.html(record[.act])),
            (
                Message("audit.field.actor"),
                "<a href=\"\(ledger.with("actor", record[.actor]))\">\(ActorName(stored: record[.actor], names: names))</a>"
            ),
            (
                Message("audit.field.object"),
                """
                <a href="\(ledger.with("kind", record[.objectKind]).with("object", record[.objectID]))">\
                <code>\(record[.objectKind])</code> <code>\(record[.objectID])</code></a>
                """
            ),
        ]
        let more: [(String, LedgerColumn, HTML)] = [
            ("audit.field.unit", .unit, office("unit:\(record[.unit])")),
            ("audit.field.on-behalf-of", .onBehalfOf, office(record[.onBehalfOf])),
            ("audit.field.reason", .reason, "\(record[.reason])"),
            ("audit.field.legal-basis", .legalBasis, "\(record[.legalBasis])"),
            ("audit.field.authentication", .authentication, "<code>\(record[.authentication])</code>"),
            ("audit.field.assurance", .assurance, AssuranceName(level: record[.assurance]).html),
        ]
        for (key, column, words) in more where !record[column].isEmpty { entries.append((Message(key), words)) }
        if record.hasLegalEffect { entries.append((Message("audit.field.legal-effect"), "\(say: "audit.yes")")) }
        entries.append((Message("audit.field.id"), "<code>\(record[.id])</code>"))
        let hash: HTML = "<code class=\"breakable\">\(entry.hash.hex)</code>"
        // Where anybody with the receipt is led.
        entries.append((Message("audit.field.hash"), "<a href=\"\(code)\">\(hash)</a>"))
        return entries
    }

    /// A unit or delegation by its name of today, and by what the entry says.
    private func office(_ stored: String) -> HTML {
        let id = stored.split(separator: ":").last.map(String.init) ?? stored
        guard let name = names[stored] else { return "<code>\(id)</code>" }
        return "\(name) <code class=\"muted\">\(id)</code>"
    }

    private var fields: HTML {
        guard !entry.fields.isEmpty else { return .empty }
        return DataTable(
            "fields", caption: Message("audit.entry.fields"),
            columns: [.init(Message("audit.field.name")), .init(Message("audit.field.value"))],
            rows: entry.fields.map { DataTable.Row(["<code>\($0.name)</code>", "\($0.value)"]) }
        ).html
    }

    private var commitments: HTML {
        guard !entry.commitments.isEmpty else { return .empty }
        return DataTable(
            "commitments", caption: Message("audit.entry.commitments"),
            columns: [
                .init(Message("audit.field.name")), .init(Message("audit.field.state")),
                .init(Message("audit.field.hash")),
            ],
            rows: entry.commitments.map { commitment in
                DataTable.Row([
                    "<code>\(commitment.name)</code>",
                    "\(Message(kept.contains(commitment.name) ? "audit.entry.kept" : "audit.entry.erased"))",
                    "<code class=\"breakable\">\(commitment.value)</code>",
                ])
            }
        ).html
    }

    private var proof: HTML {
        guard let receipt else { return Notice(.information, Message("audit.entry.unsigned")).html }
        let paper: Address = "/ledger/entries/\(String(entry.number))/receipt.pdf"
        let file: Address = "/ledger/entries/\(String(entry.number))/receipt.json"
        return Panel(
            Message("audit.proof.title"),
            """
            <div class="stack" data-behaviour="ledger-proof" data-receipt="\(receipt.text)">\
            <p>\(say: "audit.proof.lead")</p>\
            <p role="status" data-outcome="idle">\(say: "audit.proof.idle")</p>\
            <p hidden data-outcome="running">\(say: "audit.proof.running")</p>\
            <p hidden data-outcome="holds"><strong>\(say: "audit.proof.holds")</strong></p>\
            <p hidden data-outcome="unsigned"><strong>\(say: "audit.proof.unsigned")</strong></p>\
            <p hidden data-outcome="wrong"><strong>\(say: "audit.proof.wrong")</strong></p>\
            <p class="actions"><button class="button button-quiet" type="button" data-start>\
            \(say: "audit.proof.start")</button>\
            \(LinkButton(Message("audit.receipt.print"), paper, .quiet))\
            \(LinkButton(Message("audit.receipt.download"), file, .quiet))</p>\
            </div>
            """
        ).html
    }
}
