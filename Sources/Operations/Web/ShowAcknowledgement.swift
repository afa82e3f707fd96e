// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Ports
import Web

struct ShowAcknowledgement: Sendable {
    let feature: OperationsFeature

    func callAsFunction(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let alarm = try await feature.desk.alarm(context.parameter("id")) else { throw WebError.notFound }
        if alarm.endedAt == nil { _ = try await feature.requireAnswering(alarm, by: context.viewer.actor) }
        return context.page(AcknowledgementPage(alarm: alarm).content)
    }
}
