// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ledger
import SQLStore
import Web

extension DossiersFeature {
    /// Rows of a workbook at most: it is made in memory. CSV is written as it is read, however many.
    static let mostInWorkbook = 10_000

    /// A view of the inbox as CSV; names stay shortened, as they are on the page.
    @Sendable func exportInboxAsCSV(_ request: Request, _ context: WebContext) async throws -> Response {
        let list = try await exported(context, "csv")
        return context.csv("ho-so-\(list.view).csv", columns: ListExport.columns, hasMark: true) { [self] csv in
            var cursor: Cursor?
            repeat {
                let page = try await rows(of: list, after: cursor)
                for row in page.items { try await csv.write(row) }
                cursor = page.next
            } while cursor != nil
        }
    }

    /// The same as a workbook.
    ///
    /// - Throws: `DossierError.listTooLong`.
    @Sendable func exportInboxAsWorkbook(_ request: Request, _ context: WebContext) async throws -> Response {
        let list = try await exported(context, "xlsx")
        var book = Workbook(columns: ListExport.columns, zone: .vietNam)
        var (cursor, count): (Cursor?, Int) = (nil, 0)
        repeat {
            let page = try await rows(of: list, after: cursor)
            count += page.items.count
            guard count <= Self.mostInWorkbook else { throw DossierError.listTooLong(Self.mostInWorkbook) }
            for row in page.items { book.add(row) }
            cursor = page.next
        } while cursor != nil
        return context.workbook("ho-so-\(list.view).xlsx", book)
    }

    /// Which list is wanted, of those that are one's own: the ledger keeps who took it out.
    private func exported(_ context: WebContext, _ format: String) async throws -> ListExport {
        let inbox = try await inboxViews(context)
        let list = ListExport(
            view: inbox.view.code, question: inbox.view.question,
            wording: context.site.wording(context.language))
        let (actor, now) = (context.viewer.actor, clock.now)
        let office = inbox.office?.unit ?? ""
        try await database.write { tx in
            try LedgerEntry(
                "dossiers.list-exported", of: "dossiers.list", list.view, by: actor, at: now,
                fields: ["office": office, "format": format].filter { !$0.value.isEmpty }
            ).append(in: tx)
        }
        return list
    }

    private func rows(of list: ListExport, after cursor: Cursor?) async throws -> Page<[CSVValue]> {
        let page = try await database.read { tx in
            try DossierStore.inbox(list.question, after: cursor, limit: 500, in: tx)
        }
        return Page(
            items: try page.items.map { list.row($0, named: try desk.content.applicant(of: $0).maskedName) },
            next: page.next)
    }
}

/// A view of the inbox on its way out.
struct ListExport: Sendable {
    let view: String
    let question: InboxQuestion
    let wording: Wording

    /// Names for programs, the same in both languages.
    static let columns = [
        "code", "procedure", "procedure_name", "applicant", "channel", "status", "status_words", "turn", "holder",
        "submitted", "received", "due", "processed",
    ]

    func row(_ dossier: Dossier, named name: String) -> [CSVValue] {
        func moment(_ moment: Instant?) -> CSVValue { moment.map(CSVValue.instant) ?? .empty }
        return [
            .text(dossier.code), .text(dossier.procedure), .text(dossier.procedureName), .text(name),
            .text(dossier.channel.rawValue), .integer(dossier.status.rawValue),
            .text(wording.text(of: dossier.status.message)),
            .text(wording.text(of: DossierWords.queue(dossier.queue))), .text(dossier.holderName),
            .instant(dossier.submittedAt), moment(dossier.receivedAt), moment(dossier.dueAt),
            moment(dossier.processedAt),
        ]
    }
}
