// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird

extension WebContext {
    /// A page that says in plain words what happened and what to do now.
    func errorPage(status: Int, message: Message) -> Response {
        let kind = Self.errorKind(of: status)
        let body: HTML = """
            <section class="error-page">
            <p class="error-code" aria-hidden="true">\(machine: status)</p>
            <h1>\(say: "web.error-page.\(kind).title")</h1>
            <p class="lead">\(message)</p>
            <p>\(say: "web.error-page.\(kind).advice")</p>
            <p class="actions">\(LinkButton(Message("web.error-page.home"), "/"))\
            \(status == 403 && !viewer.isSignedIn ? LinkButton(Message("web.sign-in"), site.settings.signInAddress, .quiet) : nil)</p>
            <p class="error-reference">\(say: "web.error-page.reference", ["code": .text(requestID)])</p>
            </section>
            """
        return page(
            PageContent(Message("web.error-page.\(kind).title"), body: body), status: HTTPResponse.Status(code: status))
    }

    private static func errorKind(of status: Int) -> String {
        switch status {
        case 403, 404, 405, 413, 422, 429, 503: String(status)
        case 400..<500: "400"
        default: "500"
        }
    }
}
