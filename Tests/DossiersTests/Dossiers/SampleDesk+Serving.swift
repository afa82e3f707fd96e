// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import HummingbirdTesting
import Ports
import TestSupport
import Web

@testable import Dossiers

extension SampleDesk {
    /// The desk's pages for its people, each by their name as session.
    static func serve(
        signer: any DocumentSigning = FakeSigner.valid,
        _ body: @escaping @Sendable (SampleDesk, any TestClientProtocol) async throws -> Void
    ) async throws {
        try await open(on: .sqlite, signer: signer) { city in
            func staff(_ id: String, _ roles: Set<Role>) -> Viewer {
                var viewer = Viewer(actor: person(id), roles: roles)
                viewer.provedAge = .zero
                return viewer
            }
            let site = try SampleSite.make(
                translations: [DossiersResources.translations],
                sessions: [
                    "linh": staff("linh", [.receptionOfficer]), "tuan": staff("tuan", [.caseOfficer]),
                    "chau": staff("chau", [.approver]), "nga": staff("nga", [.registryClerk]),
                    "oanh": staff("oanh", [.receptionOfficer]),
                    "citizen": Viewer(citizen: citizen, provedAge: .zero),
                ], navigation: DossiersFeature.navigation, clock: Clock { city.time.value })
            let application = Application(responder: SiteResponder(site: site, tables: [city.feature.routes]))
            try await application.test(.router) { try await body(city, $0) }
        }
    }
}
