// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Web

/// The one stream of a screen: `?screen=desk` or `wall`.
struct StreamScreen: Sendable {
    func callAsFunction(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let screen = Screen(rawValue: context.query["screen"]) else { throw WebError.notFound }
        return try context.site.live.stream(
            topics: [screen.topic, screen.topic(in: context.language)], to: request, in: context)
    }
}
