// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation
package import Logging
package import Web

/// A site for tests of pages: the sample city, sessions by name, no network.
package enum SampleSite {
    /// - Parameter translations: Folders of words besides Web's own.
    package static func make(
        translations: [URL] = [], sessions: [String: Viewer] = [:], settings: SiteSettings = SiteSettings(),
        navigation: [NavigationEntry] = [], clock: Clock = .machine, live: LiveHub = LiveHub(),
        parts: BrowserParts = .none, readiness: [HealthCheck] = [],
        logger: Logger = Logger(label: "vamco.web"),
        unforeseen: @escaping @Sendable (any Error) -> (any UserFacing)? = { _ in nil }
    ) throws -> Site {
        Site(
            city: CityName(vi: "Thành phố Tây Ninh", en: "Tây Ninh City"),
            translations: try Translations(folders: [WebFeature.translations] + translations),
            secret: SiteSecret(bytes: Array(repeating: 7, count: 32)), clock: clock, settings: settings,
            assets: try Assets.bundled(), parts: parts, navigation: navigation,
            sessions: SampleSessions(viewers: sessions), live: live, readiness: readiness, logger: logger,
            unforeseen: unforeseen)
    }
}

/// Sessions that are a list: the token is the name.
package struct SampleSessions: Sessions {
    private let viewers: [String: Viewer]

    package init(viewers: [String: Viewer]) { self.viewers = viewers }

    package func viewer(ofToken token: String) async throws -> Viewer? { viewers[token] }
}

extension Viewer {
    /// Somebody with these roles, for tests.
    package static func sample(_ roles: Role...) -> Viewer {
        var viewer = Viewer(actor: .person(id: "sample", name: "Nguyễn Thị Hoà"), roles: Set(roles))
        viewer.provedAge = .zero
        return viewer
    }
}
