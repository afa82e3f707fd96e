// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Web

extension AuditFeature {
    /// Another ledger's checkpoint, to be kept here (C2SP tlog-witness).
    @Sendable func takeCheckpoint(_ request: Request, _ context: WebContext) async throws -> Response {
        let answer = try await witness.take(context.body.map { String(buffer: $0) } ?? "")
        return Response(
            status: HTTPResponse.Status(code: answer.status),
            headers: [
                .contentType: answer.status == 409 ? "text/x.tlog.size" : "text/plain; charset=utf-8",
                .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: answer.text)))
    }
}
