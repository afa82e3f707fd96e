// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@testable import Web

@Suite("The page of components")
struct DesignPageTests {
    @Test("is there only where the site's settings ask for it", arguments: [false, true])
    func shown(isShown: Bool) async throws {
        var settings = SiteSettings()
        #expect(!settings.showsDesign)
        settings.showsDesign = isShown
        let site = try SampleSite.make(settings: settings)
        let application = Application(responder: SiteResponder(site: site, tables: WebFeature.tables))
        try await application.test(.router) { client in
            let answer = try await client.execute(uri: "/design", method: .get)
            #expect(answer.status == (isShown ? .ok : .notFound))
        }
    }
}
