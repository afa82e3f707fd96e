// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@testable import Server

@Suite("Texts sent to other servers")
struct OutgoingTextTests {
    @Test("are answered with status and words, and follow nobody elsewhere")
    func redirects() async throws {
        let led = Mutex(0)
        let router = Router()
        router.post("/there") { request, _ in
            String(buffer: try await request.body.collect(upTo: 1_000)).uppercased()
        }
        router.post("/elsewhere") { _, _ in Response(status: .seeOther, headers: [.location: "/led"]) }
        router.get("/led") { _, _ in
            led.withLock { $0 += 1 }
            return "led"
        }
        try await Application(router: router).test(.live) { client in
            let origin = "http://localhost:\(client.port ?? 0)"
            let answer = try await OutgoingText.send("POST", to: origin + "/there", "lời nhắn")
            #expect(answer.status == 200 && answer.body == "LỜI NHẮN")
            #expect(try await OutgoingText.send("POST", to: origin + "/elsewhere", "x").status == 303)
        }
        #expect(led.withLock { $0 } == 0)
    }
}
