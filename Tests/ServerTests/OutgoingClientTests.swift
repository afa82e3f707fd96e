// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import HummingbirdTesting
import NIOCore
import Ports
import Synchronization
import Testing

@testable import Server

/// The one way out, against a server on a real socket.
@Suite("What is asked of other servers")
struct OutgoingClientTests {
    /// A server that is helpful at `/there` and troublesome everywhere else.
    private static func router(_ led: Box) -> Router<BasicRequestContext> {
        let router = Router()
        router.post("/there") { request, _ in
            String(buffer: try await request.body.collect(upTo: 1_000)).uppercased()
        }
        router.post("/elsewhere") { _, _ in Response(status: .seeOther, headers: [.location: "/led"]) }
        router.get("/led") { _, _ in
            led.count.withLock { $0 += 1 }
            return "led"
        }
        router.get("/never") { _, _ -> String in
            try await Task.sleep(for: .seconds(60))
            return "late"
        }
        router.get("/dripping") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    for _ in 0..<600 {
                        try await writer.write(ByteBuffer(string: "."))
                        try await Task.sleep(for: .milliseconds(100))
                    }
                    try await writer.finish(nil)
                })
        }
        router.get("/endless") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    let piece = ByteBuffer(repeating: UInt8(ascii: "a"), count: 1_048_576)
                    // Ends only when nobody listens any more.
                    while true { try await writer.write(piece) }
                })
        }
        router.get("/large") { _, _ in
            Response(status: .ok, body: .init(byteBuffer: ByteBuffer(repeating: 65, count: 300_000)))
        }
        return router
    }

    private final class Box: Sendable {
        let count = Mutex(0)
    }

    private static func serving(_ body: @Sendable (OutgoingClient, String, Box) async throws -> Void) async throws {
        let box = Box()
        try await withoutActuallyEscaping(body) { body in
            try await Application(router: router(box)).test(.live) { server in
                let client = OutgoingClient()
                do {
                    try await body(client, "http://localhost:\(server.port ?? 0)", box)
                } catch {
                    try await client.close()
                    throw error
                }
                try await client.close()
            }
        }
    }

    @Test("is answered with status and words, and follows nobody elsewhere")
    func redirects() async throws {
        try await Self.serving { client, origin, box in
            let answer = try await client.sendText("POST", to: origin + "/there", "lời nhắn")
            #expect(answer.status == 200 && answer.body == "LỜI NHẮN")
            #expect(try await client.sendText("POST", to: origin + "/elsewhere", "x").status == 303)
            #expect(box.count.withLock { $0 } == 0)
        }
    }

    @Test(
        "is given up when the answer does not come in time, or comes drop by drop", arguments: ["/never", "/dripping"])
    func slow(path: String) async throws {
        try await Self.serving { client, origin, _ in
            await #expect(throws: OutgoingError.tooSlow) {
                try await client.send(OutgoingRequest("GET", origin + path, within: .milliseconds(400)))
            }
        }
    }

    @Test("is given up when the answer is larger than was asked for, also one without end")
    func large() async throws {
        try await Self.serving { client, origin, _ in
            for path in ["/large", "/endless"] {
                await #expect(throws: OutgoingError.tooLarge(limit: 262_144)) {
                    // Time is another test's matter: this one may have to wait for a busy machine.
                    try await client.send(OutgoingRequest("GET", origin + path, within: .minutes(10)))
                }
            }
        }
    }

    @Test("tells that nobody is there, and that an address is none")
    func unreachable() async throws {
        let client = OutgoingClient()
        for address in ["http://127.0.0.1:1/", "http://nowhere.invalid/", "ftp://localhost/", "gì thế này"] {
            do throws(OutgoingError) {
                _ = try await client.send(OutgoingRequest("GET", address))
                Issue.record("\(address) was answered")
            } catch {
                guard case .unreachable = error else {
                    Issue.record("\(address): \(error)")
                    continue
                }
            }
        }
        try await client.close()
    }
}
