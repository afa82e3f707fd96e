// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Web

/// The ledger for auditors: what was done, by whom, on what, when.
struct EntryListPage {
    let entries: Page<SealedEntry>
    let question: EntryQuestion
    let acts: ActNames
    let names: [String: String]

    var content: PageContent {
        PageContent(
            Message("audit.ledger.title"), layout: .wide,
            twins: [
                .init("text/csv", question.address("/ledger/entries.csv"), title: Message("audit.ledger.csv")),
                .init(
                    "application/json", question.address("/ledger/entries.json"), title: Message("audit.ledger.json")),
            ], body: body)
    }

    private var body: HTML {
        """
        \(PageHead(
            Message("audit.ledger.title"), lead: Message("audit.ledger.lead"),
            actions: """
                \(LinkButton(Message("audit.ledger.csv"), question.address("/ledger/entries.csv"), .quiet))\
                \(LinkButton(Message("audit.checkpoints.title"), "/ledger/checkpoints", .quiet))
                """))
        \(FilterBar("/ledger", isNarrowed: !question.filter.isEmpty, fields: fields))
        \(DataTable(
            "entries", caption: Message("audit.ledger.title"),
            columns: [
                .init(Message("audit.field.number"), .number), .init(Message("audit.field.at"), .time),
                .init(Message("audit.field.act")), .init(Message("audit.field.actor")),
                .init(Message("audit.field.object")), .init(Message("audit.field.reason")),
            ],
            rows: entries.items.map(row), next: entries.next.map { question.address("/ledger", after: $0) },
            empty: Message("audit.ledger.empty"), hidesCaption: true, stacks: true))
        """
    }

    private var fields: HTML {
        let choices =
            [FormField.Choice("", Message("audit.filter.every-act"))] + acts.all.map { .init($0.key, $0.words) }
        return """
            \(FormField.text("from", label: Message("audit.filter.from"), value: question.from, kind: .date, isOptional: true))\
            \(FormField.text("to", label: Message("audit.filter.to"), value: question.to, kind: .date, isOptional: true))\
            \(FormField.select("act", label: Message("audit.field.act"), options: choices, value: question.filter.act ?? "", isOptional: true))\
            \(FormField.select("proof", label: Message("audit.filter.proof"), options: proofs, value: question.filter.proof?.text ?? "", isOptional: true))\
            \(FormField.text(
                "actor", label: Message("audit.filter.actor"), value: question.filter.actor ?? "", kind: .search,
                isOptional: true, maxLength: 100))\
            \(FormField.text(
                "object", label: Message("audit.filter.object"), value: question.filter.objectID ?? "", kind: .search,
                isOptional: true, maxLength: 200))
            """
    }

    private var proofs: [FormField.Choice] {
        [FormField.Choice("", Message("audit.filter.every-act"))]
            + ["people", "none", "low", "medium", "high"].map {
                FormField.Choice(
                    $0, Message(["people", "none"].contains($0) ? "audit.proved.\($0)" : "audit.assurance.\($0)"))
            }
    }

    /// An identity by its last signs, which tell it from others; a code as it is.
    private static func short(_ object: String) -> String {
        object.count == 36 ? "…\(object.suffix(12))" : object
    }

    /// Why; what may name somebody stands apart, as a commitment.
    private func reason(_ entry: SealedEntry) -> HTML {
        guard entry.record[.reason].isEmpty else { return "\(entry.record[.reason])" }
        return entry.commitments.contains { $0.name == "reason" }
            ? "<span class=\"muted\">\(say: "audit.reason.apart")</span>" : .empty
    }

    private func row(_ entry: SealedEntry) -> DataTable.Row {
        let record = entry.record
        let ledger: Address = "/ledger"
        return DataTable.Row([
            "<a href=\"\(Address("/ledger/entries/\(String(entry.number))"))\">\(machine: entry.number)</a>",
            "\(record.at, .second)", acts.html(record[.act]),
            "<a href=\"\(ledger.with("actor", record[.actor]))\">\(ActorName(stored: record[.actor], names: names))</a>",
            """
            <a href="\(ledger.with("kind", record[.objectKind]).with("object", record[.objectID]))">\
            <code>\(Self.short(record[.objectID]))</code></a>
            """,
            reason(entry),
        ])
    }
}
