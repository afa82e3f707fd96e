// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes
package import Hummingbird

/// One line of the list of routes: method, address, who may use it, what it
/// answers, and the endpoint.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Request, WebContext) async throws -> Response

    /// What comes back, and so what an error looks like.
    package enum Answer: String, Sendable {
        /// A page for a person; errors are pages.
        case page
        /// JSON, CSV or XML for a program; errors are `application/problem+json` (RFC 9457).
        case data
        /// Server-Sent Events.
        case stream
    }

    /// What protects a write.
    package enum WriteGuard: String, Sendable {
        /// Nothing is written.
        case none
        /// The form's token is checked against the browser's session.
        case formToken
        /// The body carries a signature of its own, which the endpoint checks:
        /// for programs that have no session here.
        case signedBody
    }

    package let method: HTTPRequest.Method
    /// Hummingbird's pattern: `/environment/stations/{code}`.
    package let path: String
    package let policy: Policy
    package let answer: Answer
    package let writeGuard: WriteGuard
    /// Bytes the body may have; `nil` takes the site's limit for forms.
    package private(set) var bodyLimit: Int?
    /// Whether other sites may show the page in a frame: a badge, a widget.
    package private(set) var isEmbeddable = false
    /// Whether visitors may get an answer made for another visitor a moment ago.
    package private(set) var isShared = false
    package let handler: Handler

    init(
        method: HTTPRequest.Method, path: String, policy: Policy, answer: Answer, writeGuard: WriteGuard,
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.policy = policy
        self.answer = answer
        self.writeGuard = writeGuard
        self.handler = handler
    }

    package static func get(
        _ path: String, _ policy: Policy, answers answer: Answer = .page, _ handler: @escaping Handler
    ) -> Route {
        Route(method: .get, path: path, policy: policy, answer: answer, writeGuard: .none, handler: handler)
    }

    /// A form's destination: the token is checked before the endpoint runs.
    package static func post(
        _ path: String, _ policy: Policy, answers answer: Answer = .page, _ handler: @escaping Handler
    ) -> Route {
        Route(method: .post, path: path, policy: policy, answer: answer, writeGuard: .formToken, handler: handler)
    }

    /// A program's destination: the body is text that proves by its own
    /// signature who sent it. The endpoint finds it in `WebContext.body`.
    package static func signed(_ path: String, _ policy: Policy, _ handler: @escaping Handler) -> Route {
        Route(method: .post, path: path, policy: policy, answer: .data, writeGuard: .signedBody, handler: handler)
    }

    /// The route with room for uploads of `bytes`.
    package func accepting(bytes: Int) -> Route {
        var route = self
        route.bodyLimit = bytes
        return route
    }

    /// The route, open to frames of other sites.
    package func embeddable() -> Route {
        var route = self
        route.isEmbeddable = true
        return route
    }

    /// The route, whose answer is the same for all visitors of a language and
    /// theme: under load it is made once a moment (`SiteSettings.sharing`).
    /// Whoever is signed in always gets one of their own.
    package func shared() -> Route {
        var route = self
        route.isShared = true
        return route
    }
}

/// All routes of one feature, in the order they are read.
package struct RouteTable: Sendable {
    package let feature: String
    package let routes: [Route]

    package init(_ feature: String, _ routes: [Route]) {
        self.feature = feature
        self.routes = routes
    }
}
