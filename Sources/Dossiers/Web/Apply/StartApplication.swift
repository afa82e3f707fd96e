// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func showStart(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await startPage(context).content)
    }

    @Sendable func startApplication(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        do {
            let id = try await drafts.begin(code, by: try context.ownDrafts)
            return context.redirect(to: Address("/my/drafts/\(id.description)/pages/\(OnBehalfPage.code)"))
        } catch let error as DraftError where error != .unknown {
            var page = try await startPage(context)
            page.refusal = error
            return context.page(page.content, status: .conflict)
        }
    }

    private func startPage(_ context: WebContext) async throws -> StartPage {
        let code = try context.parameter("code")
        let today = drafts.today
        let found = try await database.read { [self] tx in
            (
                definition: try definitions.inForce(code, on: today, in: tx)?.definition,
                record: try ProcedureStore.version(of: code, in: tx)
            )
        }
        guard let definition = found.definition, let record = found.record else { throw DraftError.unknown }
        let open = try await drafts.open(of: try context.ownDrafts, procedure: code, limit: 5)
        return StartPage(
            definition: definition, withdrawnOn: record.validity.withdrawnOn.flatMap { $0 <= today ? $0 : nil },
            open: open.items, takesForms: submitting != nil, inEnglish: context.language == .en)
    }
}

/// `/apply/{code}`: what one should have at hand, and what one has begun already.
struct StartPage {
    let definition: ProcedureDefinition
    let withdrawnOn: CivilDay?
    let open: [DraftStore.Line]
    let takesForms: Bool
    let inEnglish: Bool
    var refusal: DraftError?

    private var code: String { definition.procedure }

    var content: PageContent {
        let name = definition.name.text(inEnglish: inEnglish)
        return PageContent(
            Message("dossiers.apply.start-title", ["name": .text(name)]),
            breadcrumb: [
                .init(Message("dossiers.list.title"), "/procedures"),
                .init(named: name, Address("/procedures/\(code)")),
            ],
            body: """
                \(refusal.map { Notice(.danger, $0.answer.message) })\
                \(PageHead(named: name, lead: "\(say: "dossiers.apply.start-lead")"))\(begun)\(start)\(papers)
                """)
    }

    private var begun: HTML {
        guard !open.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "dossiers.apply.begun")</h2><ul>\(HTML.each(open) { line in
                """
                <li><a href="\(Address("/my/drafts/\(line.id.description)"))">\
                \(say: "dossiers.apply.resume", ["at": .instant(line.changedAt)])</a></li>
                """
            })</ul></section>
            """
    }

    private var start: HTML {
        if let withdrawnOn {
            return Notice(.danger, Message("dossiers.page.withdrawn", ["day": .day(withdrawnOn)])).html
        }
        guard definition.channels.contains(.online) else {
            return Notice(
                .warning, DraftError.notOnline.answer.message,
                detail:
                    "<p>\(LinkButton(Message("dossiers.eligibility.counter"), Address("/procedures/\(code)"), .quiet))</p>"
            ).html
        }
        let check: HTML =
            definition.eligibility.isEmpty
            ? .empty
            : """
            <p><a href="\(Address("/procedures/\(code)/eligibility"))">\(say: "dossiers.apply.check-first")</a></p>
            """
        return """
            \(takesForms ? nil : Notice(.information, DraftError.noSubmitting.answer.message))\(check)\
            \(ActionForm(Address("/apply/\(code)"), SubmitButton(
                Message(open.isEmpty ? "dossiers.apply.start" : "dossiers.apply.start-another"),
                open.isEmpty ? .primary : .quiet)))
            """
    }

    private var papers: HTML {
        let papers = definition.papers.filter { $0.channels.isEmpty || $0.channels.contains(.online) }
        guard !papers.isEmpty else { return .empty }
        return """
            <section class="section stack"><h2>\(say: "dossiers.apply.have-ready")</h2>\
            <p class="muted">\(say: "dossiers.apply.have-ready-advice")</p>\
            <ul>\(HTML.each(papers) { "<li>\($0.name.text(inEnglish: inEnglish))</li>" })</ul></section>
            """
    }
}
