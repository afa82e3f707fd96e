// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// One request about personal data, and its answer.
struct RequestPage {
    let request: DataRequest
    /// `nil` where there is no record of them any more.
    let name: String?
    let today: CivilDay
    var errors = FormErrors()
    var typed = FormInput.empty

    var content: PageContent {
        PageContent(
            Message("identity.personal.request.one"),
            breadcrumb: [
                .init(Message("identity.staff.title"), "/people"),
                .init(Message("identity.personal.desk"), "/people/data"),
            ],
            body: """
                \(PageHead(Message("identity.personal.request.kind.\(request.kind.rawValue)"), actions: RequestState(request: request, today: today).html))
                \(errors.summary)
                \(DefinitionList(facts))
                \(request.state == .open ? form : nil)
                """)
    }

    private var facts: [(name: Message, content: HTML)] {
        var facts: [(name: Message, content: HTML)] = [
            (Message("identity.field.name"), RequestHolder(request: request, name: name).html),
            (Message("identity.personal.request.filed"), "\(request.filedAt)"),
            (Message("identity.personal.request.due"), "\(request.dueOn)"),
            (Message("identity.personal.request.words"), RequestWords(text: request.words).html),
        ]
        if let at = request.answeredAt {
            facts.append((Message("identity.personal.request.answer"), RequestWords(text: request.answer).html))
            facts.append((Message("identity.personal.request.answered"), "\(request.answeredByName), \(at)"))
        }
        return facts
    }

    /// What granting it takes away for good, and what it leaves.
    private var erasing: HTML {
        let whose = request.holder.isCitizen ? "citizen" : "staff"
        return Notice(
            .warning, Message("identity.personal.request.erases-\(whose)"),
            detail: """
                <p>\(say: "identity.personal.request.leaves-\(whose)")</p>\
                \(request.holder.isCitizen ? "<p>\(say: "identity.personal.request.letter")</p>" as HTML : nil)
                """
        ).html
    }

    private var form: HTML {
        let states: [FormField.Choice] = [DataRequest.State.granted, .refused].map {
            .init($0.rawValue, Message("identity.personal.request.state.\($0.rawValue)"))
        }
        return """
            <section class="section"><h2>\(say: "identity.personal.request.answering")</h2>\
            \(request.kind == .erase ? erasing : .empty)\
            <form class="form" method="post" action="\(Address("/people/data/requests/\(request.id.description)"))" novalidate>\(HTML.formToken)\
            \(ChoiceField("state", .one, legend: Message("identity.field.state"), options: states, chosen: [typed.value("state") ?? ""], error: errors["state"]))\
            \(FormField.lines("answer", label: Message("identity.personal.request.answer"), value: typed.lines("answer"), error: errors["answer"], maxLength: 4_000))\
            <p class="actions">\(SubmitButton(Message("identity.personal.request.send")))</p></form></section>
            """
    }
}

extension PersonalPages {
    @Sendable func showRequest(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await requestPage(context).content)
    }

    @Sendable func answerRequest(_ request: Request, _ context: WebContext) async throws -> Response {
        let id: DataRequest.ID = try context.identifier("request")
        do {
            try await data.answer(
                id, DataRequest.State(rawValue: context.form["state"]) ?? .open, context.form.lines("answer"),
                by: context.viewer.actor)
        } catch let error as PersonalError where error != .unknownRequest {
            var page = try await requestPage(context)
            page.errors.add("answer", error.answer.message)
            page.typed = context.form
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(
            to: Address("/people/data/requests/\(id.description)"),
            flash: Flash(.success, Message("identity.personal.request.answered-now")))
    }

    private func requestPage(_ context: WebContext) async throws -> RequestPage {
        let request = try await data.request(try context.identifier("request"))
        return RequestPage(
            request: request, name: try await names(of: [request])[request.holder],
            today: CivilZone.vietNam.day(of: data.clock.now))
    }
}
