// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import NIOCore
import Web

/// The outlines in force today, for maps and for whoever draws their own. The
/// pipeline tags the answer by its content, so it travels once.
struct ShowTerritories: Sendable {
    let feature: OperationsFeature

    func callAsFunction(_ request: Request, _ context: WebContext) async throws -> Response {
        let outlines = try await feature.reading.outlines(at: feature.clock.now)
        return Response(
            status: .ok,
            headers: [.contentType: "application/geo+json; charset=utf-8", .cacheControl: "private, no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: try TerritoryCollection(outlines: outlines).geoJSON)))
    }
}
