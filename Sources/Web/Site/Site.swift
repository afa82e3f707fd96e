// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Logging

/// Everything the pages of one city share: words, look, sessions, streams.
/// Made once by the composition root and handed to every request.
package final class Site: Sendable {
    /// The city's name in the header, by language.
    package let city: CityName
    package let translations: Translations
    package let zone: CivilZone
    package let clock: Clock
    package let assets: Assets
    /// Leaflet, ECharts and htmx, as far as they are installed.
    package let parts: BrowserParts
    package let navigation: [NavigationEntry]
    package let sessions: (any Sessions)?
    package let tokens: (any Tokens)?
    package let live: LiveHub
    package let measures: Measures
    package let settings: SiteSettings
    package let readiness: [HealthCheck]
    package let logger: Logger

    let formTokens: FormTokens
    let sharedAnswers: SharedAnswers
    let pace: Pace
    let httpMeasures: HTTPMeasures
    let unforeseen: @Sendable (any Error) -> (any UserFacing)?
    private let wordings: [Language: Wording]

    /// - Parameters:
    ///   - secret: Signs form tokens and flash messages.
    ///   - unforeseen: Finds the words for an error that has none of its own,
    ///     such as an overloaded store; `nil` answers 500.
    package init(
        city: CityName, translations: Translations, secret: SiteSecret, zone: CivilZone = .vietNam,
        clock: Clock = .machine, settings: SiteSettings = SiteSettings(), assets: Assets,
        parts: BrowserParts = .none, navigation: [NavigationEntry] = [], sessions: (any Sessions)? = nil,
        tokens: (any Tokens)? = nil,
        live: LiveHub, measures: Measures = Measures(), readiness: [HealthCheck] = [],
        logger: Logger = Logger(label: "vamco.web"),
        unforeseen: @escaping @Sendable (any Error) -> (any UserFacing)? = { _ in nil }
    ) {
        self.city = city
        self.translations = translations
        self.zone = zone
        self.clock = clock
        self.assets = assets
        self.parts = parts
        self.navigation = navigation
        self.sessions = sessions
        self.tokens = tokens
        self.live = live
        self.measures = measures
        self.settings = settings
        self.readiness = readiness
        self.logger = logger
        self.unforeseen = unforeseen
        formTokens = FormTokens(secret: secret)
        sharedAnswers = SharedAnswers(age: settings.sharing)
        pace = Pace(requestsPerMinute: settings.requestLimit)
        httpMeasures = HTTPMeasures(in: measures, live: live)
        wordings = Dictionary(
            uniqueKeysWithValues: Language.allCases.map {
                ($0, Wording(translations, language: $0, zone: zone))
            })
    }

    /// How a reader of `language` is spoken to.
    package func wording(_ language: Language) -> Wording {
        wordings[language] ?? Wording(translations, language: language, zone: zone)
    }
}

/// A proper name that differs by language.
package struct CityName: Hashable, Sendable {
    package let vi: String
    package let en: String

    package init(vi: String, en: String) {
        self.vi = vi
        self.en = en
    }

    package func text(in language: Language) -> String { language == .vi ? vi : en }
}

/// One entry of the main navigation, shown to whom the policy permits.
package struct NavigationEntry: Sendable {
    package let title: Message
    package let address: Address
    package let policy: Policy
    /// Beginnings of the route patterns that belong to this entry; the entry
    /// with the longest one that fits is marked on a page.
    let beginnings: [String]

    /// - Parameter others: Patterns besides those under `address`, as routes
    ///   write them: `/environment/stations/{code}/edit`.
    package init(_ title: Message, _ address: Address, for policy: Policy, and others: [String] = []) {
        self.title = title
        self.address = address
        self.policy = policy
        beginnings = [address.text] + others
    }

    /// How many characters of `pattern` this entry knows; 0 when it is elsewhere.
    func claim(on pattern: String) -> Int {
        beginnings.filter { pattern == $0 || ($0 != "/" && pattern.hasPrefix($0 + "/")) }.map(\.count).max() ?? 0
    }
}

/// Something that must work before the program is ready for requests.
package struct HealthCheck: Sendable {
    /// `database`, `intake-folder`: shown to whoever asks.
    package let name: String
    /// Whether nothing works without it: requests should go to another node then.
    package let isVital: Bool
    /// Throws when it does not work; the error goes to the log alone.
    package let check: @Sendable () async throws -> Void

    package init(_ name: String, isVital: Bool = true, _ check: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.isVital = isVital
        self.check = check
    }
}
