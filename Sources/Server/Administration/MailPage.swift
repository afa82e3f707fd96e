// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Letters
import SQLStore
import Web

extension OperatorPages {
    var mailPart: AdministrationPart {
        AdministrationPart(
            .system, Message("server.mail.title"), "/administration/mail", for: Message("server.mail.purpose")
        ) { [settings, database, clock] in
            let now = clock.now
            let summary = try await database.read { tx in
                try LetterStore.summary(givenUpSince: now - .days(7), most: Figure.mostCounted + 1, in: tx)
            }
            var state = AdministrationState()
            state.say(Message("server.mail.server"), Self.server(settings))
            state.add(
                Message("server.mail.waiting"),
                .counted(
                    summary.waiting, isCapped: true, at: now, Message("server.mail.waiting.means"),
                    records: "/administration/mail"))
            state.add(
                Message("server.mail.given-up"),
                .counted(
                    summary.givenUp, isCapped: true, at: now, Message("server.mail.given-up.means"),
                    records: "/administration/mail"))
            if settings.mail == nil { state.warn(.information, Self.without(settings)) }
            if let oldest = summary.oldest, settings.mail != nil, now - oldest > .hours(1) {
                state.warn(.danger, Message("server.mail.stuck", ["since": .instant(oldest)]))
            }
            if summary.givenUp > 0 { state.warn(.warning, Message("server.mail.some-given-up")) }
            return state
        }
    }

    @Sendable func showMail(_ request: Request, _ context: WebContext) async throws -> Response {
        let (waiting, givenUp) = try await database.read { tx in
            (try letters.queue(100, in: tx), try LetterStore.givenUp(after: context.cursor, limit: 50, in: tx))
        }
        return context.page(
            MailPage(
                settings: settings, purposes: purposes, waiting: waiting, givenUp: givenUp,
                next: context.next(after: givenUp.next)
            ).content)
    }

    fileprivate static func server(_ settings: Settings) -> HTML {
        settings.mail.map { "<code>\($0.server.address)</code>" } ?? "\(say: "server.mail.no-server")"
    }

    fileprivate static func without(_ settings: Settings) -> Message {
        Message(settings.showsLetters ? "server.check.mail-sample" : "server.mail.none")
    }
}

/// The mail server, and the letters it did not take yet or never will.
struct MailPage {
    let settings: Settings
    /// What letters are for, in words.
    let purposes: [String: Message]
    let waiting: [LetterBox.Queued]
    let givenUp: Page<LetterStore.State>
    let next: Address?

    var content: PageContent {
        PageContent(Message("server.mail.title"), layout: .wide, breadcrumb: [AdministrationPages.step], body: body)
    }

    @Sendable private func about(_ purpose: String) -> HTML {
        purposes[purpose].map { "\($0)" } ?? "<code>\(purpose)</code>"
    }

    private var body: HTML {
        """
        \(PageHead(Message("server.mail.title"), lead: Message("server.mail.lead")))
        <div class="stack">\(settings.mail == nil ? Notice(.information, OperatorPages.without(settings)) : nil)\
        \(DefinitionList([
            (Message("server.mail.server"), OperatorPages.server(settings)),
            (
                Message("server.mail.sender"),
                settings.mail.map { "\($0.sender.name) <code>\($0.sender.address.text)</code>" } ?? "–"
            ),
        ]))
        <section class="section"><h2>\(say: "server.mail.waiting")</h2>
        \(DataTable(
            "waiting", caption: Message("server.mail.waiting"),
            columns: [
                .init(Message("server.mail.recipient")), .init(Message("server.mail.about")),
                .init(Message("server.mail.queued"), .time), .init(Message("server.mail.next-try"), .time),
                .init(Message("server.mail.failure")),
            ],
            rows: waiting.map { letter in
                DataTable.Row([
                    "\(letter.recipient)", about(letter.purpose), "\(letter.queuedAt)", "\(letter.dueAt)",
                    letter.failure.isEmpty
                        ? "\(say: letter.tries > 0 ? "server.mail.under-way" : "server.mail.not-tried")"
                        : "<code class=\"breakable\">\(letter.failure)</code>",
                ])
            }, empty: Message("server.mail.none-waiting"), hidesCaption: true, stacks: true))</section>
        <section class="section"><h2>\(say: "server.mail.given-up")</h2>
        \(DataTable(
            "given-up", caption: Message("server.mail.given-up"),
            columns: [
                .init(Message("server.mail.ended"), .time), .init(Message("server.mail.about")),
                .init(Message("server.mail.queued"), .time), .init(Message("server.mail.failure")),
            ],
            rows: givenUp.items.map { letter in
                DataTable.Row([
                    letter.givenUpAt.map { "\($0)" } ?? .empty, about(letter.purpose), "\(letter.queuedAt)",
                    "<code class=\"breakable\">\(EmailAddress.masking(letter.failure))</code>",
                ])
            }, next: next, empty: Message("server.mail.none-given-up"), hidesCaption: true, stacks: true))</section></div>
        """
    }
}
