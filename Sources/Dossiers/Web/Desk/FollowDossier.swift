// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func askToFollow(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(FollowPage(code: String(context.query["code"].prefix(60))).content)
    }

    /// Code and key come in the form, so that no address and no log has the key.
    @Sendable func followDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = FollowPage(code: String(context.form["code"].prefix(60)))
        if let network = context.countedNetwork, !followLimiter.allows(network) { throw WebError.tooManyRequests }
        do {
            page.whole = try await desk.whole(code: page.code, key: context.form["key"])
        } catch DossierError.wrongKey {
            page.errors.add("key", DossierError.wrongKey.answer.message)
            return context.page(page.content, status: .unprocessableContent)
        }
        page.now = clock.now
        page.inEnglish = context.language == .en
        page.key = context.form["key"]
        if let whole = page.whole { page.isRated = try await isRated(whole) }
        page.ballot = ballot
        // The page is somebody's, though its address is everybody's.
        var response = context.page(page.content)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    @Sendable func listOwnDossiers(_ request: Request, _ context: WebContext) async throws -> Response {
        let (account, cursor, limit) = (
            context.viewer.actor.personID ?? "", context.cursor, context.pageSize(30, cap: 100)
        )
        let page = try await database.read { tx in
            try DossierStore.ofCitizen(account, before: cursor, limit: limit, in: tx)
        }
        return context.page(
            OwnDossiersPage(
                dossiers: page.items, next: context.next(after: page.next), now: clock.now
            ).content)
    }

    @Sendable func showOwnDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        let whole = try await desk.own(dossierID(context), of: context.viewer.actor)
        var page = FollowPage(code: whole.dossier.code)
        page.whole = whole
        page.now = clock.now
        page.inEnglish = context.language == .en
        page.isOwn = true
        page.isRated = try await isRated(whole)
        page.ballot = ballot
        return context.page(page.content)
    }
}

/// `/follow`: where a dossier is and who has it, for whoever has its code and key.
struct FollowPage {
    let code: String
    var whole: DossierDesk.Whole?
    var now = Instant(seconds: 0)
    var inEnglish = false
    var isOwn = false
    /// As it was typed: fetching the result asks for it again.
    var key = ""
    var errors = FormErrors()
    /// What is asked once the dossier is over; `nil` for nothing.
    var ballot: Ballot?
    var isRated = false
    /// What was answered and refused, with the reason.
    var rating = FormInput.empty
    var ratingError: RatingError?

    var content: PageContent {
        if let whole { return found(whole) }
        return PageContent(
            Message("dossiers.follow.title"), summary: Message("dossiers.follow.lead"),
            body: """
                \(errors.summary)
                \(PageHead(Message("dossiers.follow.title"), lead: Message("dossiers.follow.lead")))
                <form class="form" method="post" action="/follow" novalidate>\(HTML.formToken)\
                \(FormField.text("code", label: Message("dossiers.follow.code"), value: code, hint: Message("dossiers.follow.code-hint"), width: 26, maxLength: 60))\
                \(FormField.text("key", label: Message("dossiers.follow.key"), hint: Message("dossiers.follow.key-hint"), error: errors["key"], width: 14, autocomplete: "off", maxLength: 30))\
                <p class="actions">\(SubmitButton(Message("dossiers.follow.show")))</p></form>
                """)
    }

    private func found(_ whole: DossierDesk.Whole) -> PageContent {
        let dossier = whole.dossier
        return PageContent(
            Message("dossiers.follow.of", ["code": .text(dossier.code)]),
            breadcrumb: isOwn ? [.init(Message("dossiers.own.title"), "/my/dossiers")] : [],
            body: """
                \(PageHead(
                    worded: SourceText(dossier.procedureName).html,
                    lead: "<span class=\"nowrap\">\(dossier.code)</span> \(DossierWords.tag(dossier.status))"))
                <div class="spaced">\(notice(whole))
                \(DefinitionList(facts(whole)))\(isOwn ? FormLinks(whole: whole, isOwn: true).html : .empty)\(result(whole))
                \(isOwn ? papers(whole) : .empty)\(Panel(Message("dossiers.desk.history"), id: "history", "\(FactList(whole: whole, showsNames: false, inEnglish: inEnglish))"))\(withdrawal(whole))\(ratingForm(whole))</div>
                """)
    }

    private func ratingForm(_ whole: DossierDesk.Whole) -> HTML {
        guard let ballot, whole.dossier.mayBeRated else { return .empty }
        return RatingForm(
            ballot: ballot, place: isOwn ? .own(whole.dossier.id) : .followed(code: code, key: key), isRated: isRated,
            form: rating, error: ratingError
        ).html
    }

    /// What was handed in, for whoever did.
    private func papers(_ whole: DossierDesk.Whole) -> HTML {
        guard !whole.papers.isEmpty else { return .empty }
        return Panel(
            Message("dossiers.desk.papers"), id: "papers", "<ul>\(HTML.each(whole.papers) { paper($0, whole) })</ul>"
        ).html
    }

    private func paper(_ paper: Submission.Paper, _ whole: DossierDesk.Whole) -> HTML {
        let files = HTML.each(paper.files.compactMap { whole.files[$0] }) { file in
            let address = Address("/my/dossiers/\(whole.dossier.id.description)/files/\(file.id.description)")
            return """
                <br><a href="\(address)"><bdi>\(file.name)</bdi></a> \
                <small class="muted">\(FileWords.size(file.size))</small>
                """
        }
        let source = Message("dossiers.desk.source.\(paper.source.rawValue)")
        return "<li>\(SourceText(paper.name)) <small class=\"muted\">\(source)</small>\(files)</li>"
    }

    private func notice(_ whole: DossierDesk.Whole) -> HTML {
        if whole.state.waitsForApplicant {
            return Notice(.warning, Message("dossiers.follow.wanted"), detail: answer(whole.dossier)).html
        }
        if let dueAt = whole.dossier.dueAt, dueAt < now, whole.dossier.processedAt == nil {
            return Notice(.danger, Message("dossiers.follow.late")).html
        }
        return .empty
    }

    /// The result for whoever may have it, once it was handed over.
    private func result(_ whole: DossierDesk.Whole) -> HTML {
        guard whole.isHandedOver, let result = whole.result else { return .empty }
        let links =
            isOwn
            ? ResultLinks(result: result, dossier: whole.dossier.id, isOwn: true).html
            : fetching(result)
        return Panel(
            Message("dossiers.result.heading"), id: "result",
            """
            <p><span lang="vi">\(result.title)</span> · \(result.number) · \(result.date)</p>\(links)
            <p><a href="\(ResultLinks.check(result.code))">\(say: "dossiers.result.verify.title")</a></p>
            """
        ).html
    }

    private func fetching(_ result: ResultTable.Entry) -> HTML {
        let signature: HTML =
            result.signature == nil
            ? .empty
            : SubmitButton(Message("dossiers.result.signature"), .quiet, name: "part", value: "signature").html
        return """
            <form method="post" action="/follow/result">\(HTML.formToken)<input type="hidden" name="code" value="\(code)">\
            <input type="hidden" name="key" value="\(key)"><p class="actions">\(SubmitButton(Message("dossiers.result.fetch")))\
            \(signature)</p></form>
            """
    }

    /// The way to answer: through the account it came from, which asks to sign in first.
    private func answer(_ dossier: Dossier) -> HTML {
        guard !dossier.citizen.isEmpty else { return "<p>\(say: "dossiers.follow.wanted-counter")</p>" }
        let address = OwnAddress.supplement(dossier.id)
        let words = Message(isOwn ? "dossiers.own.supplement" : "dossiers.follow.wanted-sign-in")
        return "<p>\(LinkButton(words, address))</p>"
    }

    private func withdrawal(_ whole: DossierDesk.Whole) -> HTML {
        guard isOwn, whole.state.mayBeWithdrawn else { return .empty }
        let address = OwnAddress.withdrawal(whole.dossier.id)
        return "<p><a href=\"\(address)\">\(say: "dossiers.own.withdraw")</a></p>"
    }

    private func facts(_ whole: DossierDesk.Whole) -> [(name: Message, content: HTML)] {
        let dossier = whole.dossier
        let office = whole.offices[dossier.office]
        var facts: [(name: Message, content: HTML)] = [
            (Message("dossiers.desk.applicant"), "<bdi>\(whole.applicant.maskedName)</bdi>"),
            (Message("dossiers.desk.status"), "\(dossier.status.message)"),
            (Message("dossiers.desk.office"), "\(office?.name(inEnglish: inEnglish) ?? "–")"),
        ]
        if !whole.state.isOver {
            facts.append((Message("dossiers.follow.turn"), "\(DossierWords.queue(dossier.queue))"))
        }
        facts.append((Message("dossiers.desk.submitted"), "\(dossier.submittedAt)"))
        if let receivedAt = dossier.receivedAt { facts.append((Message("dossiers.desk.received"), "\(receivedAt)")) }
        if let dueAt = dossier.dueAt { facts.append((Message("dossiers.desk.due"), "\(dueAt)")) }
        if let fee = dossier.fee, fee > 0 { facts.append((Message("dossiers.desk.fee"), DossierWords.money(fee))) }
        return facts
    }
}

/// `/my/dossiers`: what somebody sent from their account.
struct OwnDossiersPage {
    let dossiers: [Dossier]
    let next: Address?
    let now: Instant

    var content: PageContent {
        PageContent(
            Message("dossiers.own.title"),
            body: """
                \(PageHead(Message("dossiers.own.title"), lead: Message("dossiers.own.lead")))
                \(Queue(dossiers.map { dossier in
                    QueueRow(
                        SourceText(dossier.procedureName).html, Address("/my/dossiers/\(dossier.id.description)"),
                        detail: "<p><span class=\"nowrap\">\(dossier.code)</span></p>", tag: DossierWords.tag(dossier.status),
                        at: dossier.dueAt ?? dossier.submittedAt)
                }, empty: EmptyState(Message("dossiers.own.none"), advice: Message("dossiers.own.none-advice")), next: next))
                """)
    }
}
