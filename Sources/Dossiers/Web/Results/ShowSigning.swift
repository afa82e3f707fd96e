// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import Web

extension DossiersFeature {
    /// The certificate results are signed with, and whether it holds.
    @Sendable func showSigning(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(SigningPage(condition: await SigningCondition(results.signer, at: clock.now)).content)
    }
}

struct SigningPage {
    let condition: SigningCondition

    private static let certificateSetting = "signing-certificate"
    private static let passwordSetting = "signing-password-file"

    var content: PageContent {
        PageContent(
            Message("dossiers.signing.title"), breadcrumb: [AdministrationPages.step],
            body: """
                \(PageHead(Message("dossiers.signing.title"), lead: Message("dossiers.signing.lead")))
                <div class="stack">\(condition.concern.map { Notice($0.tone, $0.message) }
                    ?? Notice(.success, Message("dossiers.signing.works")))\(facts)
                <p>\(say: "dossiers.signing.settings") <code>\(Self.certificateSetting)</code>, \
                <code>\(Self.passwordSetting)</code></p></div>
                """)
    }

    private var facts: HTML {
        guard let certificate = condition.certificate else { return .empty }
        return DefinitionList([
            (Message("dossiers.signing.subject"), "\(certificate.subject)"),
            (Message("dossiers.signing.issuer"), "\(certificate.issuer)"),
            (Message("dossiers.signing.serial"), "<code class=\"breakable\">\(certificate.serial)</code>"),
            (Message("dossiers.signing.valid-from"), "\(certificate.validFrom)"),
            (Message("dossiers.signing.valid-to"), "\(certificate.validTo)"),
        ]).html
    }
}
