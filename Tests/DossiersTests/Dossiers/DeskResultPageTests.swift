// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import HummingbirdTesting
import Ports
import SQLStore
import Testing

@testable import Dossiers

@Suite("Pages of results made at the desk")
struct DeskResultPageTests {
    @Test("from the draft to the applicant's download, each where it belongs and nobody else's")
    func journey() async throws {
        try await SampleDesk.serve { city, client in
            let submitted = try await city.desk.submit(SampleDesk.request(by: .online), by: SampleDesk.citizen)
            var dossier = try await city.act(SampleDesk.accept, on: submitted.dossier, by: SampleDesk.linh)
            let place = "/dossiers/\(dossier.id)"
            dossier = try await city.desk.assign(
                dossier.id, to: "tuan", revision: dossier.revision, by: SampleDesk.chau)
            let page = try await client.get(place, as: "tuan").text
            #expect(page.contains("{applicant-identity}") && !page.contains("079099000123"))
            let revision = String(dossier.revision)
            let saved = try await client.post(
                place + "/drafts", ["form": "draft", "words-draft": "Số: {applicant-identity}", "revision": revision],
                as: "tuan")
            #expect(saved.status == .seeOther)
            let refused = try await client.post(
                place + "/drafts", ["form": "draft-file", "revision": revision],
                file: ("file-draft-file", "anh.jpg", SampleFiles.jpeg), as: "tuan")
            #expect(refused.status == .unprocessableContent && refused.text.contains("phải là tệp PDF"))
            let preview = try await client.get(place + "/draft.pdf", as: "tuan")
            #expect(preview.text.contains("079099000123") && preview.text.contains("DỰ THẢO"))
            #expect(preview.headers[.cacheControl] == "no-store")
            #expect(try await client.get(place + "/draft.pdf", as: "oanh").status == .forbidden)
            let read = try await city.ledger(of: dossier).count { $0 == "dossiers.data-read" }
            #expect(read == 1)

            for (person, action, act, more) in [
                ("tuan", "acts", "propose", ["applicant-confirmed-propose": "yes"]),
                ("chau", "signatures", "sign", [:]),
                ("nga", "acts", "number", [:]),
            ] {
                let now = try await city.now(dossier)
                let fields = ["action": act, "revision": String(now.revision)].merging(more) { $1 }
                let done = try await client.post(place + "/" + action, fields, as: person)
                #expect(done.status == .seeOther, "\(act)")
            }
            let own = "/my" + place
            #expect(try await client.get(own + "/result.pdf", as: "citizen").status == .notFound)
            var now = try await city.now(dossier)
            if now.status == .paymentWanted {
                now = try await city.desk.pay(now.id, amount: 0, revision: now.revision, by: SampleDesk.linh)
            }
            _ = try await city.act(
                SampleDesk.deed("hand-over", confirmed: [.receiptSigned]), on: now, by: SampleDesk.linh)
            let shown = try await client.get(own, as: "citizen").text
            #expect(shown.contains(own + "/result.pdf") && shown.contains("1/2026"))
            #expect(try await client.get(own + "/result.pdf", as: "citizen").text.contains("Số: 079099000123"))
            #expect(try await client.get(own + "/result.p7s", as: "citizen").text == "signed")
            #expect(try await client.get(place + "/result.pdf", as: "linh").status == .ok)
            #expect(try await client.get(place + "/result.pdf", as: "oanh").status == .forbidden)

            let key = ["code": dossier.code, "key": submitted.lookUpKey]
            #expect(try await client.post("/follow", key, as: nil).text.contains("action=\"/follow/result\""))
            #expect(try await client.post("/follow/result", key, as: nil).text.contains("079099000123"))
            let signature = try await client.post("/follow/result", key.merging(["part": "signature"]) { $1 }, as: nil)
            #expect(signature.text == "signed")
            let wrong = try await client.post(
                "/follow/result", ["code": dossier.code, "key": "0000000000"], as: nil)
            #expect(wrong.status == .notFound && !wrong.text.contains("079099000123"))
        }
    }

    @Test("an expired certificate is said on the form, and the scan of a paper takes its place")
    func expired() async throws {
        let signer = FakeSigner(state: .failure(.expired(on: SampleFiles.now)))
        try await SampleDesk.serve(signer: signer) { city, client in
            var dossier = try await city.received()
            dossier = try await city.act(
                SampleDesk.deed("propose", "dự thảo", confirmed: [.applicantConfirmed]), on: dossier,
                by: SampleDesk.person(dossier.holder))
            dossier = try await city.act(SampleDesk.deed("sign", proved: true), on: dossier, by: SampleDesk.chau)
            let place = "/dossiers/\(dossier.id)"
            let fields = ["action": "number", "revision": String(dossier.revision)]
            let refused = try await client.post(place + "/acts", fields, as: "nga")
            #expect(refused.status == .serviceUnavailable && refused.text.contains("name=\"on-paper-number\""))
            #expect(refused.text.contains("hết hạn"))
            let paper = try await client.post(
                place + "/acts", fields.merging(["on-paper-number": "yes"]) { $1 }, as: "nga")
            #expect(paper.status == .seeOther)
            #expect(try await client.get(place, as: "nga").text.contains("name=\"file-scan\""))
            let revision = String(try await city.now(dossier).revision)
            let none = try await client.post(place + "/results", ["revision": revision], as: "nga")
            #expect(none.status == .unprocessableContent)
            let kept = try await client.post(
                place + "/results", ["revision": revision], file: ("file-scan", "kq.pdf", SampleFiles.pdf()), as: "nga")
            #expect(kept.status == .seeOther)
            #expect(try await client.get(place, as: "nga").text.contains(place + "/result.pdf"))
        }
    }
}
