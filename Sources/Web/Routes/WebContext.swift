// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import Hummingbird
package import NIOCore

/// What is known of a request besides the request: who asks, in which
/// language, and the request's own identity for logs.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package var viewer: Viewer = .visitor
    package var language: Language = .vi
    package var theme: Theme = .automatic
    /// Names the request in logs, in the answer's header and on error pages.
    package internal(set) var requestID = ""
    /// The address of the browser, behind trusted proxies too; empty when unknown.
    package internal(set) var clientAddress = ""
    var rawQuery = ""
    /// The path asked for, without query.
    package internal(set) var path = "/"
    /// The pairs of the address's query.
    package internal(set) var query = FormInput.empty
    /// The form that was sent, its token already checked.
    package internal(set) var form = FormInput.empty
    /// The bytes of a write that is no form, such as JSON.
    package internal(set) var body: ByteBuffer?
    /// The session cookie's value, for whoever ends or renews the session.
    package internal(set) var sessionToken: String?

    /// What the browser kept while its person was at another site, by name.
    var errands: [String: String] = [:]
    let channel: any Channel
    var formCookie = ""
    var formCookieIsNew = false
    var nonce = ""
    var isLoopback = false
    /// Whether the answer may go to other visitors too: it holds no nonce then.
    var isShared = false
    /// Whether the route is for everybody. What is not is stored by no
    /// browser: the next person at the screen must not find it.
    var isOpenToAll = false
    var flash: Flash?
    var livePosition = LivePosition.start
    var answers = Route.Answer.page
    var chosenLanguage: Language?
    var chosenTheme: Theme?
    private var home: Site?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// The site that answers.
    package internal(set) var site: Site {
        get {
            guard let home else { preconditionFailure("this context did not come through a SiteResponder") }
            return home
        }
        set { home = newValue }
    }

    /// How this reader is spoken to.
    package var wording: Wording { site.wording(language) }

    /// Whether other requests share the connection at the same time (HTTP/2):
    /// `channel` is then this request's alone, and its connection's child.
    var isMultiplexed: Bool { channel.parent?.parent != nil }

    /// The moment of the site's clock.
    package var now: Instant { site.clock.now }

    /// The decoded part `{name}` of the route's address.
    ///
    /// - Throws: `WebError.notFound` when it is no valid text.
    package func parameter(_ name: String) throws -> String {
        guard let raw = parameters.get(name), let text = raw.removingPercentEncoding?.nfc, !text.isEmpty,
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { throw WebError.notFound }
        return text
    }
}
