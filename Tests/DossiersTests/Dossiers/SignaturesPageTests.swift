// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dossiers

@Suite("Signing several dossiers")
struct SignaturesPageTests {
    private static func proposed(_ city: SampleDesk, _ name: String) async throws -> Dossier {
        let dossier = try await city.received(SampleDesk.request(name))
        return try await city.act(
            SampleDesk.deed("propose", "Dự thảo cho {applicant-name}", confirmed: [.applicantConfirmed]), on: dossier,
            by: SampleDesk.person(dossier.holder))
    }

    @Test("signs each that was ticked as an act of its own, and says what became of each")
    func several() async throws {
        try await SampleDesk.serve { city, client in
            var waiting: [Dossier] = []
            for name in ["Nguyễn Văn An", "Trần Thị Bình", "Lê Cảnh Chi"] {
                waiting.append(try await Self.proposed(city, name))
            }
            let page = try await client.get("/dossiers/signatures", as: "chau").text
            for dossier in waiting {
                #expect(page.contains("\(dossier.id) \(dossier.revision) sign") && page.contains(dossier.code))
            }
            #expect(page.contains("N. V. An") && page.contains("Dự thảo cho {applicant-name}"))
            #expect(try await client.get("/dossiers/signatures", as: "tuan").status == .forbidden)
            #expect(try await client.post("/dossiers/signatures", [:], as: "chau").status == .unprocessableContent)

            // The second went back to be appraised after the page was shown.
            _ = try await city.act(SampleDesk.deed("return", "thiếu căn cứ"), on: waiting[1], by: SampleDesk.chau)
            let ticks = waiting.map { "\($0.id) \($0.revision) sign" }
            let answer = try await client.post("/dossiers/signatures", each: ("sign", ticks), as: "chau")
            #expect(answer.status == .ok && answer.text.contains("Đã ký 2 trên 3 hồ sơ"))
            #expect(answer.text.contains(SampleDesk.chau.name))
            for (dossier, step) in zip(waiting, ["number", "appraise", "number"]) {
                #expect(try await city.now(dossier).step == step)
            }
            #expect(try await city.ledger(of: waiting[0]).last == "dossiers.moved")
            // Sent twice, nothing is signed twice.
            let again = try await client.post("/dossiers/signatures", each: ("sign", ticks), as: "chau")
            #expect(again.text.contains("Đã ký 0 trên 3 hồ sơ"))
            let many = Array(repeating: ticks[0], count: 21)
            #expect(
                try await client.post("/dossiers/signatures", each: ("sign", many), as: "chau").status
                    == .unprocessableContent)
        }
    }

    @Test("of another office's dossier nothing is signed and nothing is learnt")
    func elsewhere() async throws {
        try await SampleDesk.serve { city, client in
            var request = SampleDesk.request(office: SampleDesk.binhMinh)
            request.reception = SampleDesk.binhMinh
            let other = try await city.desk.submit(request, by: SampleDesk.citizen).dossier
            let answer = try await client.post(
                "/dossiers/signatures", each: ("sign", ["\(other.id) \(other.revision) sign"]), as: "chau")
            #expect(answer.text.contains("Đã ký 0 trên 1 hồ sơ") && !answer.text.contains(other.code))
            #expect(try await city.now(other).revision == other.revision)
        }
    }
}
