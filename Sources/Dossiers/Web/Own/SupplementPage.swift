// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension DossiersFeature {
    @Sendable func askSupplement(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let page = try await supplementPage(context) else {
            return context.redirect(to: try ownAddress(context))
        }
        return context.page(page.content)
    }

    @Sendable func sendSupplementFile(_ request: Request, _ context: WebContext) async throws -> Response {
        let sent = context.form.file("file")
        return try await answerSupplement(context, field: "file", done: Message("dossiers.apply.file-kept")) {
            guard let sent else { throw FileError.empty }
            let upload = FileUpload(name: sent.name, bytes: Array(sent.bytes.readableBytesView))
            try await desk.addSupplementFile(upload, to: dossierID(context), by: context.viewer.actor)
        }
    }

    @Sendable func removeSupplementFile(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let file = KeptFile.ID(try context.parameter("file")) else { throw FileError.unknownFile }
        try await desk.removeSupplementFile(file, of: dossierID(context), by: context.viewer.actor)
        return context.redirect(
            to: OwnAddress.supplement(try dossierID(context)),
            flash: Flash(.success, Message("dossiers.apply.file-removed")))
    }

    @Sendable func openSupplementFile(_ request: Request, _ context: WebContext) async throws -> Response {
        let id = try dossierID(context)
        _ = try await desk.own(id, of: context.viewer.actor)
        let wanted = try context.parameter("file")
        guard let file = try await desk.supplementFiles(of: id).first(where: { $0.id.description == wanted }) else {
            throw FileError.unknownFile
        }
        let (kept, bytes) = try await files.open(file.id)
        return kept.attachment(bytes)
    }

    /// Hands the answer in; a second press finds the office waiting for nothing any more.
    @Sendable func giveSupplement(_ request: Request, _ context: WebContext) async throws -> Response {
        let words = context.form.lines("words")
        return try await answerSupplement(context, field: "words", isLast: true, done: Message("dossiers.own.supplied"))
        {
            _ = try await desk.supplyOwn(
                dossierID(context), words: words, revision: context.form.integer("revision") ?? -1,
                by: context.viewer.actor)
        }
    }

    func ownAddress(_ context: WebContext) throws -> Address { OwnAddress.dossier(try dossierID(context)) }

    /// `nil` where the office waits for nothing.
    private func supplementPage(_ context: WebContext) async throws -> SupplementPage? {
        let whole = try await desk.own(dossierID(context), of: context.viewer.actor)
        guard whole.state.waitsForApplicant else { return nil }
        return SupplementPage(
            whole: whole, files: try await desk.supplementFiles(of: whole.dossier.id), limits: files.check.limits)
    }

    private func answerSupplement(
        _ context: WebContext, field: String, isLast: Bool = false, done: Message,
        _ act: () async throws -> Void
    ) async throws -> Response {
        do {
            try await act()
            let id = try dossierID(context)
            return context.redirect(
                to: isLast ? OwnAddress.dossier(id) : OwnAddress.supplement(id), flash: Flash(.success, done))
        } catch let error as any UserFacing where (error as? DossierError) != .unknown {
            guard var page = try await supplementPage(context) else {
                return context.redirect(
                    to: try ownAddress(context), flash: Flash(.warning, error.answer.message))
            }
            page.words = context.form.lines("words")
            let isNone = field == "file" && context.form.file("file") == nil
            page.errors.add(field, isNone ? Message("dossiers.apply.no-file") : error.answer.message)
            return context.page(page.content, status: .init(code: error.answer.status))
        }
    }
}

/// `/my/dossiers/{dossier}/supplement`: what the office asked for, and answering it.
struct SupplementPage {
    let whole: DossierDesk.Whole
    let files: [KeptFile]
    let limits: FileLimits
    var words = ""
    var errors = FormErrors()

    private var id: Dossier.ID { whole.dossier.id }

    var content: PageContent {
        PageContent(
            Message("dossiers.own.supplement"),
            breadcrumb: [
                .init(Message("dossiers.own.title"), "/my/dossiers"),
                .init(Message("dossiers.follow.of", ["code": .text(whole.dossier.code)]), OwnAddress.dossier(id)),
            ],
            body: """
                \(errors.summary)\(PageHead(Message("dossiers.own.supplement"), lead: Message("dossiers.own.supplement-lead")))\
                \(asked)<section class="section"><h2>\(say: "dossiers.own.files")</h2>\(rows)\
                <form class="form" method="post" action="\(Address("/my/dossiers/\(id.description)/supplement/files"))" enctype="multipart/form-data" novalidate>\
                \(HTML.formToken)\(FormField.file(
                    "file", label: Message(files.isEmpty ? "dossiers.apply.file" : "dossiers.apply.file-more"),
                    accepting: FileKind.accepted, hint: Message("dossiers.apply.files-lead", ["limit": .count(limits.file)]),
                    error: errors["file"]))\
                <p class="actions">\(SubmitButton(Message("dossiers.apply.file-send"), .quiet))</p></form></section>\
                <form class="form section" method="post" action="\(OwnAddress.supplement(id))" novalidate>\(HTML.formToken)\
                <input type="hidden" name="revision" value="\(machine: whole.dossier.revision)">\
                \(FormField.lines(
                    "words", label: Message("dossiers.own.words"), value: words, hint: Message("dossiers.own.words-hint"),
                    error: errors["words"], rows: 4, isOptional: true, maxLength: DossierState.mostWords))\
                <p class="actions">\(SubmitButton(Message("dossiers.own.supply")))</p></form>
                """)
    }

    /// The office's own words, and by when.
    private var asked: HTML {
        guard let fact = whole.facts.last(where: { $0.kind == .supplementAsked }) else { return .empty }
        var facts: [(name: Message, content: HTML)] = [
            (Message("dossiers.own.asked"), "<bdi>\(fact.words)</bdi>"),
            (Message("dossiers.own.asked-at"), "\(fact.at)"),
        ]
        if let moment = fact.moment { facts.append((Message("dossiers.own.answer-by"), "\(moment)")) }
        return DefinitionList(facts).html
    }

    private var rows: FileRows {
        FileRows(
            files: files.map { file in
                let (id, part) = (id.description, file.id.description)
                return .init(
                    name: file.name, size: file.size, address: Address("/my/dossiers/\(id)/supplement/files/\(part)"),
                    removal: Address("/my/dossiers/\(id)/supplement/files/\(part)/removal"))
            })
    }
}

/// Where applicants look after their own dossiers.
enum OwnAddress {
    static func dossier(_ id: Dossier.ID) -> Address { Address("/my/dossiers/\(id.description)") }
    static func supplement(_ id: Dossier.ID) -> Address { Address("/my/dossiers/\(id.description)/supplement") }
    static func withdrawal(_ id: Dossier.ID) -> Address { Address("/my/dossiers/\(id.description)/withdrawal") }
}
