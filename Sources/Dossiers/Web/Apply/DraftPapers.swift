// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension DossiersFeature {
    @Sendable func showDraftPapers(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = try await drafts.form(try context.draftID(), of: try context.ownDrafts)
        guard form.draft.content.submitted == nil, !form.papers.isEmpty else { return context.redirect(to: form.here) }
        return context.page(DraftPapersPage(form: form, inEnglish: context.language == .en).content)
    }

    @Sendable func saveDraftPapers(_ request: Request, _ context: WebContext) async throws -> Response {
        let (id, citizen) = (try context.draftID(), try context.ownDrafts)
        var page = DraftPapersPage(
            form: try await drafts.form(id, of: citizen), inEnglish: context.language == .en)
        guard page.form.draft.content.submitted == nil else { return context.redirect(to: page.form.here) }
        page.read(context.form)
        guard page.form.number == context.seenDraft.definition else {
            page.refusal = .renewed
            return context.page(page.content, status: .conflict)
        }
        guard page.errors.isEmpty else { return context.page(page.content, status: .unprocessableContent) }
        do {
            let saved = try await drafts.save(papers: page.chosen, of: id, by: citizen, seen: context.seenDraft)
            guard context.form["act"] == "leave" else { return context.redirect(to: saved.afterPapers) }
            return context.redirect(to: "/my/drafts", flash: Flash(.success, Message("dossiers.apply.left")))
        } catch let error as DraftError where error == .changedMeanwhile || error == .renewed {
            page = DraftPapersPage(form: try await drafts.form(id, of: citizen), inEnglish: page.inEnglish)
            page.read(context.form)
            page.refusal = error
            return context.page(page.content, status: .conflict)
        }
    }
}

/// `/my/drafts/{draft}/papers`: what these answers need, and how each comes to the office.
struct DraftPapersPage {
    let form: DraftForm
    let inEnglish: Bool
    /// As chosen in the form that was sent.
    var chosen: [String: PaperWay] = [:]
    var errors = FormErrors()
    var refusal: DraftError?

    private static func name(_ paper: ProcedureDefinition.Paper) -> String { "p-\(paper.code)" }

    mutating func read(_ input: FormInput) {
        for paper in form.papers {
            if let way = PaperWay(rawValue: input[Self.name(paper)]), form.ways(of: paper).contains(way) {
                chosen[paper.code] = way
            } else {
                errors.add(Self.name(paper), Question.Refusal.noChoice.message)
            }
        }
    }

    var content: PageContent {
        PageContent(
            Message(
                "dossiers.apply.page-title",
                [
                    "page": .message(Message("dossiers.apply.papers")),
                    "name": .text(form.name.text(inEnglish: inEnglish)),
                ]),
            breadcrumb: form.breadcrumb(inEnglish),
            body: """
                \(errors.summary)\(refusal.map { Notice(.danger, $0.answer.message) })\
                \(DraftNotices(form: form, inEnglish: inEnglish))\
                \(DraftProgress(form: form, step: form.steps - 1, inEnglish: inEnglish))\
                \(PageHead(Message("dossiers.apply.papers"), lead: Message("dossiers.apply.papers-lead")))\
                <form class="form" method="post" action="\(form.papersAddress)" novalidate>\(form.seenFields)\
                \(HTML.each(form.papers, field))<p class="actions">\
                \(SubmitButton(Message("dossiers.apply.on")))\
                \(SubmitButton(Message("dossiers.apply.leave"), .quiet, name: "act", value: "leave"))</p></form>\
                <p class="actions"><a href="\(form.flow.pages.last.map { form.address(of: $0.code) } ?? form.here)">\
                \(say: "dossiers.apply.back")</a></p>
                """)
    }

    private func field(_ paper: ProcedureDefinition.Paper) -> HTML {
        let ways = form.ways(of: paper)
        // Where there is but one way nobody is made to choose it.
        let way = chosen[paper.code] ?? form.way(of: paper) ?? (ways.count == 1 ? ways.first : nil)
        return ChoiceField(
            Self.name(paper), .one, legend: QuestionField.words(paper.name, inEnglish: inEnglish),
            options: ways.map { .init($0.rawValue, Message("dossiers.paper-way.\($0.rawValue)")) },
            chosen: way.map { [$0.rawValue] } ?? [], hint: hint(paper), error: errors[Self.name(paper)]
        ).html + sent(paper)
    }

    /// What was sent for it already, with the way to change it.
    private func sent(_ paper: ProcedureDefinition.Paper) -> HTML {
        let files = form.files(of: paper)
        guard !files.isEmpty, form.ways(of: paper).contains(.upload) else { return .empty }
        return """
            <p class="muted"><a href="\(form.address(ofPaper: paper.code))">\
            \(say: "dossiers.apply.files-sent", ["count": .count(files.count)])</a></p>
            """
    }

    private func hint(_ paper: ProcedureDefinition.Paper) -> Message {
        let copies = Message(
            "dossiers.page.copies", ["originals": .count(paper.originals), "copies": .count(paper.copies)])
        let mine = Message(
            "dossiers.form.hints",
            [
                "first": .message(copies),
                "second": .message(
                    paper.form.isEmpty
                        ? Message("dossiers.form.words", ["words": .text("")])
                        : Message("dossiers.apply.form-code", ["form": .text(paper.form)])),
            ])
        guard refusal == .changedMeanwhile, let other = form.draft.content.papers[paper.code],
            other != chosen[paper.code]
        else { return paper.form.isEmpty ? copies : mine }
        let said = Message("dossiers.paper-way.\(other.rawValue)")
        return Message("dossiers.apply.other-window", ["answer": .message(said)])
    }
}
