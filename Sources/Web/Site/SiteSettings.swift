// SPDX-License-Identifier: Apache-2.0

/// What the operator of the platform decides about its pages.
package struct SiteSettings: Sendable {
    /// Scheme, host and port people type: `https://city.example`. Decides
    /// whether cookies are `Secure` and forms may come from this origin.
    package var publicOrigin: String
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    package var proxies: Set<String>
    /// Lets a machine that is not this one read `/metrics`.
    package var metricsToken: String?
    /// Where somebody without a session is sent.
    package var signInAddress: Address
    /// Receives the header's sign-out form.
    package var signOutAddress: Address
    /// Where somebody's name in the header leads: their own account.
    package var accountAddress: Address
    /// The same for citizens.
    package var citizenAddress: Address
    /// Where somebody proves again who they are, before a grave act.
    package var proofAddress: Address
    /// The same for citizens, who prove it where they sign in.
    package var citizenProofAddress: Address
    /// Bytes a form may have when its route does not say otherwise.
    package var formLimit: Int
    /// Requests one address may send in a minute, forms a tenth of it; zero
    /// sets no limit.
    package var requestLimit: Int
    /// Live streams open at once; one more is answered 503.
    package var streamLimit: Int
    /// How old an answer of a shared route may be; zero makes each anew.
    package var sharing: Duration
    /// A background for maps; without one maps show the city's outlines alone.
    package var tiles: TileSource?
    /// Whether `/design` is there, for whoever builds pages.
    package var showsDesign = false

    package init(
        publicOrigin: String = "http://localhost:8080", proxies: Set<String> = [], metricsToken: String? = nil,
        signInAddress: Address = "/sign-in", signOutAddress: Address = "/sign-out",
        accountAddress: Address = "/account", citizenAddress: Address = "/citizen",
        proofAddress: Address = "/account/confirmation", citizenProofAddress: Address = "/citizen/confirmation",
        formLimit: Int = 1_048_576, requestLimit: Int = 0, streamLimit: Int = 5_000, sharing: Duration = .zero,
        tiles: TileSource? = nil
    ) {
        self.publicOrigin = publicOrigin
        self.proxies = proxies
        self.metricsToken = metricsToken
        self.signInAddress = signInAddress
        self.signOutAddress = signOutAddress
        self.accountAddress = accountAddress
        self.citizenAddress = citizenAddress
        self.proofAddress = proofAddress
        self.citizenProofAddress = citizenProofAddress
        self.formLimit = formLimit
        self.requestLimit = requestLimit
        self.streamLimit = streamLimit
        self.sharing = sharing
        self.tiles = tiles
    }

    /// Whether people reach the site over TLS.
    package var isSecure: Bool { publicOrigin.hasPrefix("https://") }
}

/// Where map tiles come from.
package struct TileSource: Hashable, Sendable {
    /// `https://tiles.example/{z}/{x}/{y}.png`
    package let template: String
    /// Whose data it is, as the source's licence asks.
    package let attribution: String

    package init(template: String, attribution: String) {
        self.template = template
        self.attribution = attribution
    }

    /// `https://tiles.example`, for the content security policy.
    var origin: String {
        let parts = template.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.prefix(3).joined(separator: "/").replacing("{s}.", with: "*.")
    }
}
