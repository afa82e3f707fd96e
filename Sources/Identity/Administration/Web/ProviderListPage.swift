// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Where citizens and businesses sign in, as the settings have it; never a secret.
struct ProviderListPage {
    let openID: OpenIDSignIns
    let sendsCodes: Bool

    var content: PageContent {
        PageContent(Message("identity.providers.title"), breadcrumb: [AdministrationPages.step], body: body)
    }

    private var body: HTML {
        """
        \(PageHead(Message("identity.providers.title"), lead: Message("identity.providers.lead")))
        <div class="stack">\(openID.providers.isEmpty ? empty : HTML.each(openID.providers, provider))
        \(Notice(.information, Message("identity.providers.codes-\(sendsCodes ? "on" : "off")")))</div>
        """
    }

    private var empty: HTML {
        EmptyState(Message("identity.providers.none"), advice: Message("identity.providers.none-advice")).html
    }

    private func provider(_ provider: OpenIDProvider) -> HTML {
        """
        <section class="panel stack" id="\(provider.id)"><h2 class="panel-title">\(provider.name)</h2>\
        \(DefinitionList(facts(of: provider).filter { !$0.content.isEmpty }))\(claims(of: provider))\
        \(ActionForm(
            "/identity/providers/\(provider.id)/discovery", SubmitButton(Message("identity.provider.ask"), .quiet)))\
        </section>
        """
    }

    private func facts(of provider: OpenIDProvider) -> [(name: Message, content: HTML)] {
        [
            (Message("identity.provider.issuer"), Self.code(provider.issuer)),
            (Message("identity.provider.client"), Self.code(provider.clientID)),
            (Message("identity.provider.return"), Self.code(openID.destination(provider))),
            (Message("identity.provider.proof"), "\(say: "identity.provider.proof.\(provider.proof.rawValue)")"),
            (Message("identity.token.scopes"), Self.code(provider.scopes.joined(separator: " "))),
            (Message("identity.provider.level"), levels(of: provider)),
            (Message("identity.provider.hosts"), Self.code(provider.hosts.sorted().joined(separator: " "))),
        ]
    }

    private static func code(_ text: String) -> HTML {
        text.isEmpty ? .empty : "<code class=\"breakable\">\(text)</code>"
    }

    /// What each `acr` counts as here, and what a sign-in without a known one does.
    private func levels(of provider: OpenIDProvider) -> HTML {
        let named = provider.levels.sorted { $0.key < $1.key }
        return """
            \(HTML.each(named) { "<div><code>\($0.key)</code>: \($0.value.message)</div>" })\
            <div>\(say: "identity.provider.level-else"): \(provider.level.message)</div>
            """
    }

    private func claims(of provider: OpenIDProvider) -> HTML {
        DataTable(
            "claims-\(provider.id)",
            caption: Message("identity.provider.claims", ["table": .text(provider.claims)]),
            columns: [.init(Message("identity.provider.field")), .init(Message("identity.provider.claim"))],
            rows: openID.claimTables.lines(of: provider.claims).map { line in
                DataTable.Row([
                    "\(say: "identity.provider.field.\(line.field.rawValue)")",
                    "<code>\(line.claim)\(line.equals.isEmpty ? "" : " = \(line.equals)")</code>",
                ])
            }
        ).html
    }
}
