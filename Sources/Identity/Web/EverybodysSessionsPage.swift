// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// How many are signed in, and the way to end all of it at once.
struct EverybodysSessionsPage {
    let open: AccountSessions.Counts
    let now: Instant
    var errors = FormErrors()
    var typed = FormInput.empty

    static let everybody = "everybody"

    var content: PageContent {
        PageContent(
            Message("identity.sessions.title"),
            breadcrumb: [
                AdministrationPages.step, .init(Message("identity.accounts.title"), "/identity/accounts"),
            ],
            body: """
                \(PageHead(Message("identity.sessions.title"), lead: Message("identity.sessions.lead")))
                <div class="stack">\(errors.summary)\(DefinitionList([
                    (Message("identity.sessions.of.staff"), "\(figure(open.staff, "staff"))"),
                    (Message("identity.sessions.of.citizens"), "\(figure(open.citizens, "citizens"))"),
                ]))
                <section class="section"><h2>\(say: "identity.sessions.end")</h2>\
                \(Notice(.warning, Message("identity.sessions.end-means")))\(form)</section></div>
                """)
    }

    private func figure(_ count: Int, _ whose: String) -> Figure {
        .counted(
            count, isCapped: true, at: now, Message("identity.sessions.means.\(whose)"),
            records: "/identity/security-log?kind=signed-in")
    }

    private var form: HTML {
        let choices = ([Self.everybody] + SessionHolders.allCases.map(\.rawValue)).map {
            FormField.Choice($0, Message("identity.sessions.of.\($0)"))
        }
        return """
            <form class="form" method="post" action="/identity/sessions/end" novalidate>\(HTML.formToken)\
            \(ChoiceField(
                "whose", .one, legend: Message("identity.sessions.whose"), options: choices,
                chosen: [typed.value("whose") ?? Self.everybody], error: errors["whose"]))\
            \(ReasonForm.field("reason", errors, typed))\
            <p class="actions">\(SubmitButton(Message("identity.sessions.end"), .danger))</p></form>
            """
    }
}

extension IdentityFeature {
    @Sendable func showSessions(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(EverybodysSessionsPage(open: try await accountSessions.openCounts(), now: clock.now).content)
    }

    @Sendable func endEverybodysSessions(_ request: Request, _ context: WebContext) async throws -> Response {
        let named = context.form["whose"]
        let whose: Set<SessionHolders>? =
            named == EverybodysSessionsPage.everybody
            ? Set(SessionHolders.allCases) : SessionHolders(rawValue: named).map { [$0] }
        do {
            guard let whose else { throw IdentityError.unknownSessions }
            let ended = try await accountSessions.endEverybodys(
                whose, but: context.sessionToken, because: context.form["reason"], by: context.viewer.actor,
                from: context.origin(of: request))
            return context.redirect(
                to: ("/identity/security-log" as Address).with(
                    "kind", IdentityEvent.Kind.allSessionsEnded.rawValue),
                flash: Flash(
                    .success,
                    Message(
                        "identity.sessions.ended",
                        ["staff": .count(ended.staff), "citizens": .count(ended.citizens)])))
        } catch let error as IdentityError {
            var page = EverybodysSessionsPage(
                open: try await accountSessions.openCounts(), now: clock.now, typed: context.form)
            page.errors.add(error == .unknownSessions ? "whose" : "reason", error.answer.message)
            return context.page(page.content, refusedBy: error, at: clock.now)
        }
    }
}
