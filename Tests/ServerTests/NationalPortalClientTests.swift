// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import Ports
import Synchronization
import Testing

@testable import Server

/// A server of the shape dossier systems spoke to from 2020 to 2024, on a real socket.
@Suite("The way to the national portal")
struct NationalPortalClientTests {
    private struct Envelope: Decodable, Hashable {
        let session, madonvi, service: String
        let isUpdating: String?
        let data: [[String: Field]]
    }

    private enum Field: Decodable, Hashable {
        case text(String)
        case list([[String: String]])
        init(from decoder: any Decoder) throws {
            let box = try decoder.singleValueContainer()
            if let text = try? box.decode(String.self) {
                self = .text(text)
            } else {
                self = .list(try box.decode([[String: String]].self))
            }
        }
    }

    private final class Host: Sendable {
        let envelopes = Mutex<[Envelope]>([])
        let answers = Mutex<[String]>([])
    }

    private static func serving(
        answers: [String] = [], _ body: @Sendable @escaping (NationalPortalClient, Host) async throws -> Void
    ) async throws {
        let host = Host()
        host.answers.withLock { $0 = answers }
        let router = Router()
        router.post("/mapi/g") { request, _ in
            let text = try await request.body.collect(upTo: 65_536)
            let envelope = try JSONDecoder().decode(Envelope.self, from: Data(text.readableBytesView))
            host.envelopes.withLock { $0.append(envelope) }
            let answer = host.answers.withLock { $0.isEmpty ? "{\"error_code\":\"0\"}" : $0.removeFirst() }
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: answer)))
        }
        try await Application(router: router).test(.live) { server in
            let client = OutgoingClient()
            let portal = NationalPortalClient(
                address: "http://127.0.0.1:\(server.port ?? 0)/mapi/g", session: Secret("hush"), unit: "000.00.15.H53",
                outgoing: client)
            do { try await body(portal, host) } catch {
                try await client.close()
                throw error
            }
            try await client.close()
        }
    }

    private static func record(identity: String = "079099000123", status: Int = 1) -> PortalRecord {
        PortalRecord(
            code: "MAU.01-261130-0001", procedure: "1.004873", procedureName: "Cấp Giấy xác nhận", field: "Hộ tịch",
            channel: 2, identity: identity, applicant: "Nguyễn Văn An", email: "", phone: "0912345678",
            office: "Phường Tân Ninh", status: status, submittedAt: Instant(iso8601: "2026-11-30T09:05:07+07:00")!)
    }

    @Test("carries the portal's own names and times, and no made-up number where the applicant has none")
    func names() async throws {
        try await Self.serving { portal, host in
            try await portal.synchronise(Self.record())
            try await portal.synchronise(Self.record(identity: "", status: 4))
            let sent = host.envelopes.withLock { $0 }
            #expect(
                sent.map(\.service) == ["DongBoHoSoMC", "DongBoHoSoMC"] && sent.map(\.isUpdating) == ["false", "true"])
            #expect(sent[0].session == "hush" && sent[0].madonvi == "000.00.15.H53")
            let data = sent[0].data[0]
            #expect(data["MaHoSo"] == .text("MAU.01-261130-0001") && data["TrangThaiHoSo"] == .text("1"))
            #expect(data["NgayNopHoSo"] == .text("20261130090507") && data["NgayHenTra"] == .text(""))
            #expect(data["DinhDanhCHS"] == .list([["LoaiDinhDanh": "1", "SoDinhDanh": "079099000123"]]))
            #expect(sent[1].data[0]["DinhDanhCHS"] == .list([]))
        }
    }

    @Test("tells a dossier the portal knows already as known")
    func known() async throws {
        try await Self.serving(answers: ["{\"error_code\":\"2\",\"message\":\"da ton tai\"}"]) { portal, host in
            try await portal.synchronise(Self.record())
            #expect(host.envelopes.withLock { $0.map(\.isUpdating) } == ["false", "true"])
        }
    }

    @Test(
        "waits with what mends itself, and gives up what is refused",
        arguments: [
            ("{\"error_code\":\"-1\",\"message\":\"session\"}", PortalRefusal.later("-1 session")),
            ("{\"error_code\":\"7\"}", .never("7 ")), ("<html>", .later("HTTP 200")),
        ])
    func refusals(answer: String, expected: PortalRefusal) async throws {
        try await Self.serving(answers: [answer]) { portal, _ in
            await #expect(throws: expected) {
                try await portal.report(
                    PortalStep(
                        code: "x", office: "o", officer: "", at: Instant(seconds: 1), done: "d", status: 2, dueAt: nil))
            }
        }
    }
}
