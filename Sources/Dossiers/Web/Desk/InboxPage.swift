// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import SQLStore
import Web

extension DossiersFeature {
    /// Everybody who works on dossiers, or answers for them.
    static let workers = Policy.any(
        [.receptionOfficer, .caseOfficer, .approver, .registryClerk, .leader].map(Policy.role))
    static let receivers = Policy.role(.receptionOfficer)
    /// Who gives results their numbers, and keeps what was signed on paper.
    static let numberers = Policy.role(.registryClerk)

    /// What somebody may look through, and what of it they ask for.
    struct InboxViews: Sendable {
        let offices: [DossierOffice]
        let office: DossierOffice?
        let views: [InboxPage.View]
        let view: InboxPage.View
    }

    func inboxViews(_ context: WebContext) async throws -> InboxViews {
        guard let account = context.viewer.actor.personID else { throw WebError.notFound }
        let offices = try await desk.offices(of: account, DossierPower.read.action)
        let wanted = context.query["office"]
        let office = offices.first { $0.unit == wanted } ?? offices.first
        var views = [InboxPage.View(code: "mine", question: InboxQuestion(.holder(account)))]
        if let office {
            views += InboxPage.queues.map { queue in
                InboxPage.View(code: queue, question: InboxQuestion(.office(office.unit, queue: queue)))
            }
        }
        let view = views.first { $0.code == context.query["view"] } ?? Self.first(of: views, for: context.viewer)
        return InboxViews(offices: offices, office: office, views: views, view: view)
    }

    @Sendable func showInbox(_ request: Request, _ context: WebContext) async throws -> Response {
        let inbox = try await inboxViews(context)
        let (offices, office, views, view) = (inbox.offices, inbox.office, inbox.views, inbox.view)
        let typed = String(context.query["q"].prefix(200)).tidied()
        let (cursor, limit, now) = (context.cursor, context.pageSize(30, cap: 100), clock.now)
        let shown = views
        let (page, counts) = try await database.read { [self] tx in
            let counts = try DossierStore.counts(shown.map(\.question), most: InboxPage.most + 1, in: tx)
            guard typed.isEmpty else {
                return (try found(typed, in: offices, before: cursor, limit: limit, tx), counts)
            }
            return (try DossierStore.inbox(view.question, after: cursor, limit: limit, in: tx), counts)
        }
        let alerts = try await database.read { [units = offices.map(\.unit)] tx in
            try AlertStore.count(of: units, most: InboxPage.most + 1, in: tx)
        }
        let names = try page.items.map { try desk.content.applicant(of: $0).maskedName }
        var mayReceive = false
        for office in offices where !mayReceive {
            mayReceive = try await desk.permissions.permits(
                context.viewer.actor, DossierPower.receive.action, in: .unit(office.unit))
        }
        return context.page(
            InboxPage(
                offices: offices, office: office, views: shown, counts: counts, view: view.code, typed: typed,
                rows: Array(zip(page.items, names)), next: context.next(after: page.next), now: now,
                mayReceive: mayReceive, mayApprove: context.viewer.roles.contains(.approver), alerts: alerts,
                inEnglish: context.language == .en
            ).content)
    }

    /// What somebody sees first: what they have in hand, or the queue that is theirs.
    private static func first(of views: [InboxPage.View], for viewer: Viewer) -> InboxPage.View {
        let own: [(Role, String)] = [
            (.receptionOfficer, "reception-officer"), (.approver, "leader"), (.registryClerk, "registry-clerk"),
            (.leader, "leader"),
        ]
        let code = viewer.roles.contains(.caseOfficer) ? "mine" : own.first { viewer.roles.contains($0.0) }?.1
        return views.first { $0.code == code } ?? views[0]
    }

    private func found(
        _ typed: String, in offices: [DossierOffice], before cursor: Cursor?, limit: Int, _ tx: any Reading
    ) throws -> Page<Dossier> {
        let units = offices.map(\.unit)
        if let exact = try DossierStore.dossier(code: DossierCode.typed(typed), in: tx) {
            return Page(items: units.contains(exact.office) ? [exact] : [], next: nil)
        }
        return try DossierStore.found(
            desk.content.wanted(by: typed), in: units, before: cursor, limit: limit, in: tx)
    }
}

/// `/dossiers`: an officer's home. What is due first stands first.
struct InboxPage {
    struct View: Sendable {
        let code: String
        let question: InboxQuestion
    }

    let offices: [DossierOffice]
    let office: DossierOffice?
    let views: [View]
    let counts: [Int]
    let view: String
    let typed: String
    let rows: [(dossier: Dossier, name: String)]
    let next: Address?
    let now: Instant
    let mayReceive: Bool
    let mayApprove: Bool
    /// Alerts of the offices, counted to `most` and one.
    let alerts: Int
    let inEnglish: Bool

    /// Beyond it a count is only said to be more.
    static let most = 99

    static let queues =
        ProcedureDefinition.HolderKind.allCases.map(\.rawValue).filter {
            !["cashier", "centre-head"].contains($0)
        } + [Dossier.waiting]

    private static let here: Address = "/dossiers"

    private func address(_ view: String) -> Address {
        Self.here.with("office", office?.unit).with("view", view)
    }

    var content: PageContent {
        PageContent(
            Message("dossiers.desk.title"),
            body: """
                \(PageHead(Message("dossiers.desk.title"), lead: nil, actions: actions))
                \(offices.isEmpty ? Notice(.information, Message("dossiers.desk.no-office")).html : .empty)
                \(FilterBar(Self.here, isNarrowed: !typed.isEmpty, button: Message("dossiers.desk.find"), fields: """
                    \(FormField.text(
                        "q", label: Message("dossiers.desk.search"), value: typed, hint: Message("dossiers.desk.search-hint"),
                        kind: .search, isOptional: true, maxLength: 200))
                    \(OfficeField(offices: offices, chosen: office, inEnglish: inEnglish))
                    """))
                \(typed.isEmpty ? tabs : .empty)
                \(Queue(rows.map(row), empty: EmptyState(
                    Message(typed.isEmpty ? "dossiers.desk.none" : "dossiers.desk.not-found"),
                    advice: Message(typed.isEmpty ? "dossiers.desk.none-advice" : "dossiers.desk.not-found-advice")),
                    next: next))
                \(typed.isEmpty && !rows.isEmpty ? exports : .empty)
                """)
    }

    private var exports: HTML {
        func address(_ file: Address) -> Address { file.with("office", office?.unit).with("view", view) }
        return """
            <p class="actions">\(LinkButton(Message("dossiers.desk.export-csv"), address("/dossiers/list.csv"), .quiet))\
            \(LinkButton(Message("dossiers.desk.export-xlsx"), address("/dossiers/list.xlsx"), .quiet))</p>
            """
    }

    private var actions: HTML {
        let receive = mayReceive ? LinkButton(Message("dossiers.desk.receive"), "/dossiers/new").html : .empty
        let report = LinkButton(Message("dossiers.desk.report"), "/reports/dossiers", .quiet).html
        guard mayApprove else { return warning + receive + report }
        return warning + receive + LinkButton(Message("dossiers.signing.several"), "/dossiers/signatures").html
            + LinkButton(Message("dossiers.template.title"), "/dossiers/templates", .quiet).html + report
    }

    private var warning: HTML {
        guard alerts > 0 else { return .empty }
        let title = Message(
            alerts > Self.most ? "dossiers.alert.many" : "dossiers.alert.open",
            ["count": .count(min(alerts, Self.most))])
        return LinkButton(title, "/dossiers/alerts", .quiet).html
    }

    private var tabs: HTML {
        LinkTabs(
            Message("dossiers.desk.views"),
            zip(views, counts).map { view, count in
                let name = view.code == "mine" ? Message("dossiers.desk.mine") : DossierWords.queue(view.code)
                let title = Message(
                    count > Self.most ? "dossiers.desk.view-many" : "dossiers.desk.view",
                    ["name": .message(name), "count": .count(min(count, Self.most))])
                return (title, address(view.code), view.code == self.view)
            }
        ).html
    }

    private func row(_ dossier: Dossier, _ name: String) -> QueueRow {
        let holder: HTML = dossier.holderName.isEmpty ? .empty : " · \(dossier.holderName)"
        return QueueRow(
            "\(SourceText(dossier.procedureName).html)", Address("/dossiers/\(dossier.id.description)"),
            detail: """
                <p><span class="nowrap">\(dossier.code)</span> · <bdi>\(name)</bdi> · \(DossierWords.queue(dossier.queue))\(holder) \(DossierWords.sample(dossier))</p>
                """,
            tag: DossierWords.tag(dossier, at: now), at: dossier.dueAt ?? dossier.submittedAt)
    }
}
