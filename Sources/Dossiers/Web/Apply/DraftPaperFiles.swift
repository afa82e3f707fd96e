// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension DossiersFeature {
    @Sendable func showPaperFiles(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = try await drafts.form(try context.draftID(), of: try context.ownDrafts)
        guard form.draft.content.submitted == nil else { return context.redirect(to: form.here) }
        guard let paper = form.uploadable(try context.parameter("paper")) else { throw DraftError.unknownPaper }
        return context.page(
            PaperFilesPage(form: form, paper: paper, context: context, limits: files.check.limits).content)
    }

    /// Takes one file in: a request that breaks off loses that file alone.
    @Sendable func sendPaperFile(_ request: Request, _ context: WebContext) async throws -> Response {
        let (id, code) = (try context.draftID(), try context.parameter("paper"))
        let sent = context.form.file("file")
        do {
            guard let sent else { throw FileError.empty }
            let form = try await drafts.add(
                FileUpload(name: sent.name, bytes: Array(sent.bytes.readableBytesView)), to: code, of: id,
                by: context.viewer.actor, seen: context.seenDraft)
            return context.redirect(
                to: form.address(ofPaper: code),
                flash: Flash(.success, Message("dossiers.apply.file-kept")))
        } catch let error as any UserFacing where error is FileError || (error as? DraftError)?.isAboutOnePage == true {
            let form = try await drafts.form(id, of: try context.ownDrafts)
            guard let paper = form.uploadable(code) else { throw DraftError.unknownPaper }
            var page = PaperFilesPage(form: form, paper: paper, context: context, limits: files.check.limits)
            page.errors.add("file", sent == nil ? Message("dossiers.apply.no-file") : error.answer.message)
            return context.page(page.content, status: .init(code: error.answer.status))
        }
    }

    @Sendable func removePaperFile(_ request: Request, _ context: WebContext) async throws -> Response {
        let (id, file) = (try context.draftID(), try context.parameter("file"))
        let paper = context.form["paper"]
        let form = try await drafts.remove(file, of: id, by: try context.ownDrafts, seen: context.seenDraft)
        return context.redirect(
            to: form.uploadable(paper) == nil ? form.papersAddress : form.address(ofPaper: paper),
            flash: Flash(.success, Message("dossiers.apply.file-removed")))
    }

    /// A file of one's own form.
    @Sendable func openPaperFile(_ request: Request, _ context: WebContext) async throws -> Response {
        let (file, bytes) = try await drafts.file(
            try context.parameter("file"), of: try context.draftID(), by: try context.ownDrafts)
        return file.attachment(bytes)
    }
}

extension DraftError {
    /// What the page it was sent from can say.
    fileprivate var isAboutOnePage: Bool { self == .tooManyFiles || self == .renewed || self == .changedMeanwhile }
}

extension DraftForm {
    func address(ofPaper code: String) -> Address { Address("/my/drafts/\(draft.id.description)/papers/\(code)") }
    func address(ofFile file: DraftFile) -> Address { Address("/my/drafts/\(draft.id.description)/files/\(file.id)") }

    /// Where the papers go on: the first that was to be sent and was not, then the answers.
    var afterPapers: Address { unsentPapers.first.map { address(ofPaper: $0.code) } ?? here }
}

/// `/my/drafts/{draft}/papers/{paper}`: what was sent for a paper, and sending more.
struct PaperFilesPage {
    let form: DraftForm
    let paper: ProcedureDefinition.Paper
    let inEnglish: Bool
    let limits: FileLimits
    var errors = FormErrors()

    init(form: DraftForm, paper: ProcedureDefinition.Paper, context: WebContext, limits: FileLimits) {
        self.form = form
        self.paper = paper
        self.limits = limits
        inEnglish = context.language == .en
    }

    private var here: Address { form.address(ofPaper: paper.code) }

    var content: PageContent {
        let title = QuestionField.words(paper.name, inEnglish: inEnglish)
        let sent = form.files(of: paper)
        return PageContent(
            Message(
                "dossiers.apply.page-title",
                ["page": .message(title), "name": .text(form.name.text(inEnglish: inEnglish))]),
            breadcrumb: form.breadcrumb(inEnglish) + [.init(Message("dossiers.apply.papers"), form.papersAddress)],
            body: """
                \(errors.summary)\(DraftNotices(form: form, inEnglish: inEnglish))\
                \(DraftProgress(form: form, step: form.steps - 1, inEnglish: inEnglish))\
                \(PageHead(title, lead: Message("dossiers.apply.files-lead", ["limit": .count(limits.file)])))\
                \(FileRows(files: sent.map { file in
                    .init(
                        name: file.name, size: file.size, address: form.address(ofFile: file),
                        removal: Address("/my/drafts/\(form.draft.id.description)/files/\(file.id)/removal"))
                }, fields: "\(form.seen)<input type=\"hidden\" name=\"paper\" value=\"\(paper.code)\">"))\
                <form class="form" method="post" action="\(here)" enctype="multipart/form-data" novalidate>\(form.seenFields)\
                \(FormField.file(
                    "file", label: Message(sent.isEmpty ? "dossiers.apply.file" : "dossiers.apply.file-more"),
                    accepting: FileKind.accepted, hint: Message("dossiers.apply.file-hint"), error: errors["file"]))\
                <p class="actions">\(SubmitButton(Message("dossiers.apply.file-send"), sent.isEmpty ? .primary : .quiet))</p></form>\
                <p class="actions">\(onward(sent))<a href="\(form.papersAddress)">\(say: "dossiers.apply.back")</a></p>
                """)
    }

    private func onward(_ sent: [DraftFile]) -> HTML {
        sent.isEmpty ? .empty : "\(LinkButton(Message("dossiers.apply.on"), form.afterPapers)) "
    }
}
