// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

struct ShowWall: Sendable {
    let feature: OperationsFeature

    func callAsFunction(_ request: Request, _ context: WebContext) async throws -> Response {
        let picture = await feature.reading.picture(at: feature.clock.now)
        return context.page(
            WallPage(
                picture: picture, clock: feature.cityClock(at: picture.moment, in: context.language),
                city: context.site.city.text(in: context.language)
            ).content)
    }
}
