// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Hummingbird
import HummingbirdTesting
import Letters
import NIOCore
import Synchronization
import Testing

@testable import Server

/// A server of the shape the gateway publishes, on a real socket.
@Suite("The gateway for short messages")
struct ShortMessageGatewayTests {
    private final class Host: Sendable {
        let orders = Mutex<[[String: String]]>([])
        let answer = Mutex("{\"CodeResult\":\"100\",\"CountRegenerate\":0,\"SMSID\":\"d533\"}")
    }

    private static func serving(_ body: @Sendable @escaping (ShortMessageGateway, Host) async throws -> Void)
        async throws
    {
        let host = Host()
        let router = Router()
        router.post("/MainService.svc/json/SendMultipleMessage_V4_post_json/") { request, _ in
            let text = try await request.body.collect(upTo: 65_536)
            let order = try JSONDecoder().decode([String: String].self, from: Data(text.readableBytesView))
            host.orders.withLock { $0.append(order) }
            return Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(string: host.answer.withLock { $0 })))
        }
        try await Application(router: router).test(.live) { server in
            let client = OutgoingClient()
            let gateway = ShortMessageGateway(
                address: "http://127.0.0.1:\(server.port ?? 0)/MainService.svc/json/SendMultipleMessage_V4_post_json/",
                key: Secret("key"), secret: Secret("hush"), sender: "TanNinh", outgoing: client)
            do { try await body(gateway, host) } catch {
                try await client.close()
                throw error
            }
            try await client.close()
        }
    }

    @Test("is given number, words, sender and the message's own identity")
    func order() async throws {
        try await Self.serving { gateway, host in
            let id = Letter.ID(at: Instant(seconds: 1_795_458_600))
            try await gateway.carry("Ho so \"1\"", id: id, to: try #require(PhoneNumber("0912345678")))
            #expect(
                host.orders.withLock { $0 } == [
                    [
                        "ApiKey": "key", "SecretKey": "hush", "Content": "Ho so \"1\"", "Phone": "84912345678",
                        "Brandname": "TanNinh", "SmsType": "2", "IsUnicode": "0", "RequestId": id.description,
                    ]
                ])
        }
    }

    @Test(
        "a repeated message counts as taken; what the operator can mend waits; what can never go is given up",
        arguments: [
            ("{\"CodeResult\":\"124\"}", nil),
            ("{\"CodeResult\":\"103\",\"ErrorMessage\":\"no balance\"}", CarrierError.later("103 no balance")),
            ("{\"CodeResult\":\"101\"}", .later("101 ")), ("{\"CodeResult\":\"108\"}", .never("108 ")),
            ("<html>", .later("HTTP 200")),
        ] as [(String, CarrierError?)])
    func answers(text: String, expected: CarrierError?) async throws {
        try await Self.serving { gateway, host in
            host.answer.withLock { $0 = text }
            var met: CarrierError?
            do throws(CarrierError) {
                try await gateway.carry("x", id: Letter.ID(at: Instant(seconds: 1)), to: PhoneNumber("0912345678")!)
            } catch { met = error }
            #expect(met == expected)
        }
    }

    @Test("a message waits while nobody answers, and no secret stands in the reason")
    func nobody() async throws {
        let client = OutgoingClient()
        let gateway = ShortMessageGateway(
            address: "http://127.0.0.1:9/", key: Secret("key-of-ours"), secret: Secret("hush"), sender: "x",
            outgoing: client)
        do throws(CarrierError) {
            try await gateway.carry("x", id: Letter.ID(at: Instant(seconds: 1)), to: PhoneNumber("0912345678")!)
            Issue.record("nobody is there")
        } catch {
            let reason = "\(error)"
            #expect(error == .later(reason) && !reason.contains("key-of-ours") && !reason.contains("hush"))
        }
        try await client.close()
    }
}
