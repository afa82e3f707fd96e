// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension IdentityFeature {
    @Sendable func listKeys(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(KeyListPage(keys: try keys.known(), path: keys.path, now: clock.now).content)
    }
}

/// The keys of people's data by name and age, and how another is made. A key
/// itself is on no page.
struct KeyListPage {
    let keys: [KeyRing.Known]
    let path: String?
    let now: Instant

    var content: PageContent {
        PageContent(Message("identity.keys.title"), breadcrumb: [AdministrationPages.step], body: body)
    }

    private static let rotation = "vamco keys rotate"
    private static let ledgerRotation = "vamco ledger rotate-key"
    private static let ledgerArchive = "vamco ledger archive FOLDER"

    private var body: HTML {
        """
        \(PageHead(Message("identity.keys.title"), lead: Message("identity.keys.lead")))
        <div class="stack">\(old.map { Notice(.warning, Message("identity.administration.concern.key-old", ["since": .instant($0)])) })\
        \(DataTable(
            "keys", caption: Message("identity.keys.title"),
            columns: [
                .init(Message("identity.keys.name")), .init(Message("identity.keys.made"), .time),
                .init(Message("identity.keys.use")),
            ],
            rows: keys.reversed().map(row), hidesCaption: true))
        \(path.map { "<p>\(say: "identity.keys.file") <code class=\"breakable\">\($0)</code></p>" as HTML })
        <section class="section prose"><h2>\(say: "identity.keys.rotation")</h2>
        <p>\(say: "identity.keys.rotation-means")</p><p><code>\(Self.rotation)</code></p>
        <p>\(say: "identity.keys.rotation-after")</p></section>
        <section class="section prose"><h2>\(say: "identity.keys.ledger")</h2>
        <p>\(say: "identity.keys.ledger-means") <a href="/ledger/checkpoints">\(say: "identity.keys.ledger-link")</a></p>
        <p><code>\(Self.ledgerRotation)</code></p>
        <p>\(say: "identity.keys.archive-means")</p><p><code>\(Self.ledgerArchive)</code></p></section></div>
        """
    }

    private var old: Instant? { keys.last?.madeAt.flatMap { now - $0 > KeyRing.advisedAge ? $0 : nil } }

    private func row(_ key: KeyRing.Known) -> DataTable.Row {
        DataTable.Row([
            "<code>\(key.name)</code>", key.madeAt.map { "\($0)" } ?? "\(say: "identity.keys.undated")",
            "\(say: key == keys.last ? "identity.keys.seals" : "identity.keys.opens")",
        ])
    }
}
