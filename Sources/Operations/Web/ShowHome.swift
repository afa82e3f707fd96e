// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// The front page. Staff who watch the city go on to their desk.
struct ShowHome: Sendable {
    let feature: OperationsFeature

    func callAsFunction(_ request: Request, _ context: WebContext) async throws -> Response {
        if OperationsRoutes.watching.permits(context.viewer), !context.query.isChecked("stay") {
            return context.redirect(to: DeskPage.address)
        }
        let moment = feature.clock.now
        let stations = await feature.reading.stations(at: moment)
        return context.page(
            HomePage(
                stations: stations, moment: moment, city: context.site.city.text(in: context.language),
                isReplayed: feature.replaySpeed != nil, offersSignIn: !context.viewer.isSignedIn,
                signIn: context.site.settings.signInAddress
            ).content)
    }
}
