// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension OperatorPages {
    var healthPart: AdministrationPart {
        AdministrationPart(
            .system, Message("server.health.title"), "/administration/health", for: Message("server.health.purpose")
        ) { [settings, readiness, clock] in
            let checks = await Self.tried(readiness)
            var state = AdministrationState()
            state.add(
                Message("server.health.working"),
                .counted(
                    checks.count { $0.isWorking }, at: clock.now, Message("server.health.working.means"),
                    records: "/administration/health"))
            state.add(
                Message("server.health.failing"),
                .counted(
                    checks.count { !$0.isWorking }, at: clock.now, Message("server.health.failing.means"),
                    records: "/administration/health"))
            for check in checks where !check.isWorking {
                state.warn(.danger, Message("server.health.fails", ["check": .message(check.title)]))
            }
            for finding in City.localFindings(of: settings) where finding.grade != .good {
                state.warn(finding.grade == .wrong ? .danger : .information, finding.message)
            }
            return state
        }
    }

    @Sendable func showHealth(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = HealthPage(
            checks: await Self.tried(readiness), findings: City.localFindings(of: settings), settings: settings)
        return context.page(page.content)
    }

    /// A readiness check and whether it worked just now.
    struct Tried: Sendable {
        let check: HealthCheck
        let isWorking: Bool

        var title: Message { Message("server.health.check.\(check.name)") }
    }

    /// The error itself goes to the log with the next question of `/health/ready`.
    private static func tried(_ checks: [HealthCheck]) async -> [Tried] {
        var tried: [Tried] = []
        for check in checks {
            do {
                try await check.check()
                tried.append(Tried(check: check, isWorking: true))
            } catch {
                tried.append(Tried(check: check, isWorking: false))
            }
        }
        return tried
    }
}

/// What `/health/ready` and `vamco check` say, as far as it needs nobody else's answer.
struct HealthPage {
    let checks: [OperatorPages.Tried]
    let findings: [Finding]
    let settings: Settings

    var content: PageContent {
        PageContent(Message("server.health.title"), layout: .wide, breadcrumb: [AdministrationPages.step], body: body)
    }

    private static let command = "vamco check"

    private var body: HTML {
        """
        \(PageHead(Message("server.health.title"), lead: Message("server.health.lead")))
        <div class="stack">\(Queue(
            checks.sorted { !$0.isWorking && $1.isWorking }.map { tried in
                QueueRow(
                    "\(tried.title)", "/health/ready",
                    detail: "\(say: "server.health.check.\(tried.check.name).means")",
                    tag: tried.isWorking
                        ? Tag(Message("server.health.good"), .success) : Tag(Message("server.health.bad"), .danger))
            }, empty: EmptyState(Message("server.health.no-check"))))
        <section class="section"><h2>\(say: "server.health.machine")</h2>
        <div class="stack"><p>\(say: "server.health.more") <code>\(Self.command)</code></p>
        \(HTML.each(findings.sorted { Self.weight($0) > Self.weight($1) }) { finding in
            Notice(
                Self.tone(finding), finding.message, detail: finding.remedy.map { "<p>\($0)</p>" } ?? .empty
            ).html
        })</div></section>
        <section class="section"><h2>\(say: "server.health.settings")</h2>
        \(DataTable(
            "settings", caption: Message("server.health.settings"),
            columns: [
                .init(Message("server.health.setting")), .init(Message("server.health.value")),
                .init(Message("server.health.origin")),
            ],
            rows: Setting.allCases.map { setting in
                DataTable.Row([
                    "<code>\(setting.rawValue)</code>", "<code class=\"breakable\">\(settings.shown(setting))</code>",
                    origin(of: setting),
                ])
            }, hidesCaption: true, stacks: true))</section></div>
        """
    }

    /// Where the value comes from: an option, a variable of the environment, or a word.
    private func origin(of setting: Setting) -> HTML {
        switch settings.origins[setting] ?? "" {
        case "standard": "\(say: "server.health.origin.standard")"
        case let name: "<code>\(name)</code>"
        }
    }

    private static func tone(_ finding: Finding) -> Tone {
        switch finding.grade {
        case .good: .success
        case .remark: .warning
        case .wrong: .danger
        }
    }

    private static func weight(_ finding: Finding) -> Int {
        switch finding.grade {
        case .good: 0
        case .remark: 1
        case .wrong: 2
        }
    }
}
