// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import NIOCore
import TestSupport
import Testing
import Web

@testable import Dossiers

@Suite("Pages of the desk")
struct DeskPageTests {
    private func open(
        _ body: @escaping @Sendable (SampleDesk, any TestClientProtocol) async throws -> Void
    ) async throws { try await SampleDesk.serve(body) }

    @Test("a clerk's form says what is missing with everything as typed, and receives what is right")
    func intake() async throws {
        try await open { city, client in
            let address = "/dossiers/new/1.004873"
            let page = try await client.get(address, as: "linh")
            #expect(page.status == .ok && page.text.contains("name=\"q-applicant-name\""))
            var fields = [
                "q-applicant-name": "Nguyễn Thị <b>Ánh</b>", "q-applicant-identity": "072 199 000",
                "q-applicant-birth-date": "31/02/1999", "reception": SampleDesk.tanNinh, "office": SampleDesk.tanNinh,
                "key": "k1",
            ]
            let refused = try await client.post(address, fields, as: "linh")
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("072 199 000") && refused.text.contains("31/02/1999"))
            #expect(!refused.text.contains("<b>Ánh"))
            fields.merge([
                "q-applicant-name": "Nguyễn Thị Ánh", "q-applicant-identity": "072 199 000 123",
                "q-applicant-birth-date": "3/2/1999", "q-applicant-address": "Phường Tân Ninh",
                "q-applicant-phone": "0912 345 678", "q-acts-by-authority": "no", "q-fee-exemption": "none",
                "q-marital-status": "never", "q-status-purpose": "other", "q-status-purpose-words": "vay vốn",
                "q-had-certificate": "no", "q-receives-result": "counter", "papers-checked": "yes",
                "paper-declaration": "yes", "fee": "0",
            ]) { $1 }
            let done = try await client.post(address, fields, as: "linh")
            #expect(done.status == .seeOther)
            let place = try #require(done.headers[.location])
            // The same press again leads to the same dossier.
            #expect(try await client.post(address, fields, as: "linh").headers[.location] == place)
            let shown = try await client.get(place, as: "linh").text
            #expect(shown.contains("MAU.01-261130-0001") && shown.contains("•••123") && !shown.contains("072199000123"))
            #expect(try await client.get(place, as: "oanh").status == .forbidden)
            let why = try await client.post(place + "/data", ["reason": ""], as: "linh")
            #expect(why.status == .unprocessableContent)
            let open = try await client.post(place + "/data", ["reason": "gọi hẹn lại"], as: "linh")
            #expect(open.status == .ok && open.text.contains("072199000123"))
        }
    }

    @Test("a file is opened by the office's people alone, and who opened it stands in the ledger before they have it")
    func files() async throws {
        try await open { city, client in
            let kept = try await city.feature.files.keep(
                FileUpload(name: "giấy chứng sinh.pdf", bytes: SampleFiles.pdf()), by: SampleDesk.citizen)
            var submission = SampleDesk.request(by: .online)
            submission.papers[0].files = [kept.id.description]
            let dossier = try await city.desk.submit(submission, by: SampleDesk.citizen).dossier
            let page = try await client.get("/dossiers/\(dossier.id)", as: "linh").text
            let address = "/dossiers/\(dossier.id)/files/\(kept.id)"
            #expect(page.contains("action=\"\(address)\"") && page.contains("giấy chứng sinh.pdf"))
            #expect(try await client.post(address, [:], as: "oanh").status == .forbidden)
            let unknown = try await client.post("/dossiers/\(dossier.id)/files/\(dossier.id)", [:], as: "linh")
            #expect(unknown.status == .notFound)
            #expect(try await city.ledger(of: dossier) == ["dossiers.submitted"])
            let file = try await client.post(address, [:], as: "linh")
            #expect(file.status == .ok && file.text.hasPrefix("%PDF-1.7"))
            #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            #expect(file.headers[.cacheControl] == "no-store")
            #expect(try await city.ledger(of: dossier) == ["dossiers.submitted", "dossiers.file-read"])

            let own = "/my/dossiers/\(dossier.id)"
            #expect(try await client.get(own, as: "citizen").text.contains("\(own)/files/\(kept.id)"))
            #expect(try await client.get("\(own)/files/\(kept.id)", as: "citizen").text.hasPrefix("%PDF-1.7"))
        }
    }

    @Test("applicants answer the office and take back on their pages; /follow leads them there")
    func own() async throws {
        try await open { city, client in
            let submitted = try await city.desk.submit(SampleDesk.request(by: .online), by: SampleDesk.citizen)
            let dossier = try await city.act(
                SampleDesk.deed("supplement", "thiếu giấy xác nhận"), on: submitted.dossier, by: SampleDesk.linh)
            let here = "/my/dossiers/\(dossier.id)"
            let follow = try await client.post(
                "/follow", ["code": dossier.code, "key": submitted.lookUpKey], as: nil
            ).text
            #expect(follow.contains("href=\"\(here)/supplement\"") && follow.contains("Đăng nhập để bổ sung"))
            let visitor = try await client.get(here + "/supplement", as: nil)
            #expect(visitor.status == .seeOther && visitor.headers[.location]?.hasPrefix("/sign-in") == true)

            let page = try await client.get(here + "/supplement", as: "citizen").text
            #expect(page.contains("thiếu giấy xác nhận") && page.contains("multipart/form-data"))
            let empty = try await client.post(
                here + "/supplement", ["words": "", "revision": "\(dossier.revision)"], as: "citizen")
            #expect(empty.status == .unprocessableContent && empty.text.contains("ít nhất một tệp"))
            try await city.desk.addSupplementFile(
                FileUpload(name: "giay.pdf", bytes: SampleFiles.pdf()), to: dossier.id, by: SampleDesk.citizen)
            let with = try await client.get(here + "/supplement", as: "citizen").text
            let file = try #require(
                with.firstMatch(of: /href="([^"]*\/supplement\/files\/[0-9a-f-]+)"/).map { String($0.1) })
            #expect(try await client.get(file, as: "citizen").text.hasPrefix("%PDF-1.7"))
            let given = try await client.post(
                here + "/supplement", ["words": "", "revision": "\(dossier.revision)"], as: "citizen")
            #expect(given.status == .seeOther && given.headers[.location] == here)
            let after = try await client.get(here, as: "citizen").text
            #expect(after.contains("Bổ sung lần 1") && after.contains("giay.pdf"))
            #expect(try await client.get(here + "/supplement", as: "citizen").status == .seeOther)

            #expect(after.contains("\(here)/withdrawal"))
            let now = try await city.now(dossier)
            let why = try await client.post(
                here + "/withdrawal", ["reason": "", "revision": "\(now.revision)"], as: "citizen")
            #expect(why.status == .unprocessableContent)
            let back = try await client.post(
                here + "/withdrawal", ["reason": "đổi ý", "revision": "\(now.revision)"], as: "citizen")
            #expect(back.status == .seeOther)
            #expect(try await city.now(dossier).status == .withdrawn)
            #expect(try await !client.get(here, as: "citizen").text.contains("\(here)/withdrawal"))
            #expect(try await client.get(here + "/supplement", as: "linh").status == .forbidden)
        }
    }

    @Test("the counter asks a definition's own questions as well as the bank's")
    func ownQuestions() async throws {
        try await open { city, client in
            let shipped = try #require(city.feature.definitions.library.texts["1.004873"])
            let text = shipped.replacing(
                "\npages:\n",
                with: "\nquestions:\n  - {code: own-note, kind: text, text: {vi: Ghi chú của phường}}\n\npages:\n"
            ).replacing("      - ask: applicant-name\n", with: "      - ask: applicant-name\n      - ask: own-note\n")
            _ = try await city.feature.definitions.publish(
                text, for: "1.004873", takesWaiting: true, by: .system("test"))
            let page = try await client.get("/dossiers/new/1.004873", as: "linh").text
            #expect(page.contains("name=\"q-own-note\"") && page.contains("Ghi chú của phường"))
        }
    }

    @Test("an inbox shows each their own, finds by name, and a leader's signature needs its own route")
    func inbox() async throws {
        try await open { city, client in
            var dossier = try await city.received()
            dossier = try await city.desk.assign(
                dossier.id, to: "tuan", revision: dossier.revision, by: SampleDesk.chau)
            let mine = try await client.get("/dossiers", as: "tuan").text
            #expect(mine.contains(dossier.code) && mine.contains("N. V. An"))
            let found = try await client.get("/dossiers?q=nguyen+van+an", as: "linh").text
            #expect(found.contains(dossier.code))
            #expect(try await !client.get("/dossiers?q=nguyen+van+an", as: "oanh").text.contains(dossier.code))
            let place = "/dossiers/\(dossier.id)"
            let stale = try await client.post(
                place + "/acts", ["action": "propose", "words-propose": "x", "revision": "1"], as: "tuan")
            #expect(stale.status == .conflict && stale.text.contains("Lê Thị Minh Châu"))
            let revision = String(dossier.revision)
            let done = try await client.post(
                place + "/acts",
                [
                    "action": "propose", "words-propose": "dự thảo", "applicant-confirmed-propose": "yes",
                    "revision": revision,
                ], as: "tuan")
            #expect(done.status == .seeOther)
            let next = String(dossier.revision + 1)
            let unsigned = try await client.post(place + "/acts", ["action": "sign", "revision": next], as: "chau")
            #expect(unsigned.status == .unprocessableContent)
            let signed = try await client.post(place + "/signatures", ["action": "sign", "revision": next], as: "chau")
            #expect(signed.status == .seeOther)
        }
    }

    @Test("whoever has code and key follows a dossier, in small letters and with blanks; others learn nothing")
    func follow() async throws {
        try await open { city, client in
            let submitted = try await city.desk.submit(
                SampleDesk.request(by: .online), by: SampleDesk.citizen)
            let (code, key) = (submitted.dossier.code, submitted.lookUpKey)
            let typed = key.prefix(5).lowercased() + " " + key.dropFirst(5)
            let page = try await client.post("/follow", ["code": code.lowercased(), "key": String(typed)], as: nil)
            #expect(page.status == .ok && page.text.contains("Mới đăng ký") && page.text.contains("N. V. An"))
            #expect(!page.text.contains("079099000123") && page.headers[.cacheControl] == "no-store")
            for (wrong, other) in [(code, "0000000000"), ("MAU.01-261130-9999", key)] {
                let answer = try await client.post("/follow", ["code": wrong, "key": other], as: nil)
                #expect(answer.status == .unprocessableContent && answer.text.contains("Không có hồ sơ với mã"))
            }
            let own = try await client.get("/my/dossiers", as: "citizen").text
            #expect(own.contains(code))
            #expect(try await client.get("/my/dossiers/\(submitted.dossier.id)", as: "citizen").status == .ok)
        }
    }
}
