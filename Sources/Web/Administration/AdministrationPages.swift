// SPDX-License-Identifier: Apache-2.0

package import Basics
import Hummingbird
import Logging

/// `/administration`: where whoever looks after the platform begins the day.
package struct AdministrationPages: Sendable {
    let parts: [AdministrationPart]

    /// - Parameter parts: What the features offer, within a group in this order.
    package init(_ parts: [AdministrationPart]) { self.parts = parts }

    package static let title = Message("web.administration.title")

    /// The first step of the way to the pages that are reached from here.
    package static let step = PageContent.Step(title, "/administration")

    /// Who looks after the platform.
    package static let policy = Policy.role(.administrator)

    /// One entry of the main navigation in place of one for each part.
    ///
    /// - Parameter others: Where its pages lie.
    package static func navigation(over others: [String]) -> NavigationEntry {
        NavigationEntry(title, "/administration", for: policy, and: others)
    }

    package var routes: RouteTable {
        RouteTable("administration", [.get("/administration", Self.policy, showParts)])
    }

    @Sendable private func showParts(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = AdministrationPage()
        for part in parts { page.parts.append((part, await state(of: part, context))) }
        return context.page(page.content)
    }

    /// A part that cannot be read must not take the others with it: just then
    /// they are needed.
    private func state(of part: AdministrationPart, _ context: WebContext) async -> AdministrationState {
        do {
            return try await part.state()
        } catch {
            context.logger.error(
                "a part of the administration cannot be read",
                metadata: ["part": .string(part.title.key), "error": .string("\(error)")])
            var state = AdministrationState()
            state.warn(.danger, Message("web.administration.unreadable"))
            return state
        }
    }
}
