// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// `/design`: the design system, for whoever builds pages and whoever judges them.
enum DesignRoutes {
    static let table = RouteTable(
        "design",
        [
            .get("/design", .everyone) { _, context in
                guard context.site.settings.showsDesign else { throw WebError.notFound }
                return context.page(DesignPage(now: context.now).content)
            }
        ])
}
