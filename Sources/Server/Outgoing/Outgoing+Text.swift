// SPDX-License-Identifier: Apache-2.0

import Ports

extension Outgoing {
    /// Sends a short text and waits up to twenty seconds for a short answer.
    ///
    /// - Returns: The status and the words of the answer, 64 KiB at most.
    /// - Throws: `OutgoingError`.
    func sendText(_ method: String, to address: String, _ body: String) async throws -> (status: Int, body: String) {
        let request = OutgoingRequest(
            method, address, headers: [(name: "Content-Type", value: "text/plain; charset=utf-8")],
            body: Array(body.utf8), answerLimit: 65_536, within: .seconds(20))
        let answer = try await send(request)
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }
}
