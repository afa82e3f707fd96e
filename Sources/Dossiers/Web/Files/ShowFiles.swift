// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func showFiles(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await filesPage(context).content)
    }

    func filesPage(_ context: WebContext) async throws -> FilesPage {
        let reason = FileError.reasons.first { $0 == context.query["reason"] }
        let since = clock.now - FilesPage.counted
        let (page, counts) = try await database.read { tx in
            (
                try FileRefusalTable.latest(50, reason: reason, after: context.cursor, in: tx),
                try FileRefusalTable.counts(since: since, most: Figure.mostCounted, in: tx)
            )
        }
        return FilesPage(
            refusals: page, counts: counts, reason: reason, next: context.next(after: page.next), now: clock.now,
            limits: files.check.limits, condition: await FileCondition(files.check))
    }
}

/// What was handed in and refused, why, and whether what looks at files works.
struct FilesPage {
    let refusals: Page<FileRefusal>
    let counts: [String: Int]
    let reason: String?
    let next: Address?
    let now: Instant
    let limits: FileLimits
    let condition: FileCondition
    var errors = FormErrors()
    /// A file that somebody tried, and was found good.
    var tried: CheckedFile?

    static let counted = Duration.days(30)
    private static let address: Address = "/administration/files"

    var content: PageContent {
        PageContent(Message("dossiers.files.title"), layout: .wide, breadcrumb: [AdministrationPages.step], body: body)
    }

    private var body: HTML {
        """
        \(PageHead(Message("dossiers.files.title"), lead: Message("dossiers.files.lead", [
            "file": .count(limits.file), "dossier": .count(limits.dossier), "pixels": .count(limits.pixels),
        ])))
        <div class="stack">\(errors.summary)\(tried.map(found))\(HTML.each(condition.concerns) { Notice($0.tone, $0.message).html })
        \(trial)\(summary)\(list)</div>
        """
    }

    private var trial: HTML {
        """
        <section class="section"><h2>\(say: "dossiers.files.try")</h2>
        <form class="form" method="post" action="/administration/files/trial" enctype="multipart/form-data">\
        \(HTML.formToken)\(FormField.file(
            "file", label: Message("dossiers.files.file"), accepting: FileKind.accepted,
            hint: Message("dossiers.files.try.hint", ["limit": .count(limits.file)]), error: errors["file"]))\
        <p class="actions">\(SubmitButton(Message("dossiers.files.try.act")))</p></form></section>
        """
    }

    private func found(_ file: CheckedFile) -> HTML {
        var facts: [(name: Message, content: HTML)] = [
            (Message("dossiers.files.name"), "\(file.name)"),
            (Message("dossiers.files.kind"), "\(say: "dossiers.file.kind.\(file.sentKind.rawValue)")"),
            (Message("dossiers.files.sent-sha256"), "<code class=\"breakable\">\(file.sentSHA256)</code>"),
            (Message("dossiers.files.kept-sha256"), "<code class=\"breakable\">\(file.sha256)</code>"),
        ]
        if let pages = file.pages {
            facts.append(
                (Message("dossiers.files.pages"), "\(say: "dossiers.files.pages.count", ["count": .count(pages)])"))
        }
        let message = file.sha256 == file.sentSHA256 ? "dossiers.files.good" : "dossiers.files.good-cleaned"
        return Notice(.success, Message(message), detail: DefinitionList(facts).html).html
    }

    /// How often each reason came in the last thirty days.
    private var summary: HTML {
        let known = FileError.reasons.compactMap { reason in counts[reason].map { (reason: reason, count: $0) } }
            .sorted { $0.count > $1.count }
        guard !known.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "dossiers.files.reasons")</h2>
            \(DataTable("reasons", caption: Message("dossiers.files.reasons"), columns: [
                .init(Message("dossiers.files.reason")), .init(Message("dossiers.files.times"), .number),
            ], rows: known.map { reason, count in
                DataTable.Row([
                    "<a href=\"\(Self.address.with("reason", reason))\">\(say: "dossiers.file.reason.\(reason)")</a>",
                    "\(Figure.counted(count, at: now, Message("dossiers.files.times.means"), records: Self.address))",
                ])
            }, hidesCaption: true))</section>
            """
    }

    private var list: HTML {
        let reasons =
            [FormField.Choice("", Message("dossiers.files.every-reason"))]
            + FileError.reasons.map { .init($0, Message("dossiers.file.reason.\($0)")) }
        return """
            <section class="section"><h2>\(say: "dossiers.files.list")</h2>
            \(FilterBar(Self.address, isNarrowed: reason != nil, of: "refused", fields: FormField.select(
                "reason", label: Message("dossiers.files.reason"), options: reasons, value: reason ?? "",
                isOptional: true).html))
            \(DataTable("refused", caption: Message("dossiers.files.list"), columns: [
                .init(Message("dossiers.files.at"), .time), .init(Message("dossiers.files.reason")),
                .init(Message("dossiers.files.kind")), .init(Message("dossiers.files.size"), .number),
                .init(Message("dossiers.files.sent-sha256")),
            ], rows: refusals.items.map(row), next: next, empty: Message("dossiers.files.none"), hidesCaption: true))
            </section>
            """
    }

    private func row(_ refusal: FileRefusal) -> DataTable.Row {
        let found: HTML = refusal.found.isEmpty ? .empty : " <code class=\"breakable\">\(refusal.found)</code>"
        return DataTable.Row([
            "\(refusal.at, .second)", "\(say: "dossiers.file.reason.\(refusal.reason)")\(found)",
            refusal.kind.map { "\(say: "dossiers.file.kind.\($0.rawValue)")" }
                ?? "\(say: "dossiers.file.kind.unknown")",
            "\(say: "dossiers.files.bytes", ["count": .count(refusal.size)])",
            "<code class=\"breakable\">\(refusal.sha256)</code>",
        ])
    }
}
