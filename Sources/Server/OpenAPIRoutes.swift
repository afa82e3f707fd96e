// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// The description of the open data for programs, at `/api/openapi.json`.
enum OpenAPIRoutes {
    static let table = RouteTable(
        "open-api",
        [
            .get("/api/openapi.json", .everyone, answers: .data) { _, _ in
                let text = try Data(contentsOf: ServerResources.api.appendingPathComponent("openapi.json"))
                return Response(
                    status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: text)))
            }
        ])
}
