// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import HummingbirdTesting
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Templates for drafts")
struct TemplatePageTests {
    private static let place = "/dossiers/templates/1.004873"

    @Test("an office's own text is tried, saved version by version, and drafts begin with it")
    func saved() async throws {
        try await SampleDesk.serve { city, client in
            let list = try await client.get("/dossiers/templates", as: "chau")
            #expect(list.status == .ok && list.text.contains("chưa có mẫu riêng"))
            let shown = try await client.get(Self.place, as: "chau").text
            #expect(shown.contains("{marital-status}"))
            #expect(try await client.get("/dossiers/templates/9.999999", as: "chau").status == .notFound)
            #expect(try await client.get(Self.place, as: "tuan").status == .forbidden)

            var fields = ["office": SampleDesk.tanNinh, "version": "0", "words": "Mẫu của phường: {applicant-name}"]
            let tried = try await client.post(Self.place, fields.merging(["preview": "yes"]) { $1 }, as: "chau")
            #expect(tried.status == .ok && tried.text.contains("Mẫu của phường: ‹"))
            #expect(try await client.get("/dossiers/templates", as: "chau").text.contains("chưa có mẫu riêng"))
            #expect(try await client.post(Self.place, fields, as: "chau").status == .seeOther)
            let stale = try await client.post(Self.place, fields, as: "chau")
            #expect(stale.status == .conflict)
            fields["version"] = "1"
            fields["words"] = "Sai {khong-co}"
            let wrong = try await client.post(Self.place, fields, as: "chau")
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("khong-co"))
            fields["words"] = ""
            #expect(try await client.post(Self.place, fields, as: "chau").status == .unprocessableContent)
            #expect(try await client.get("/dossiers/templates", as: "chau").text.contains("1.004873"))

            var dossier = try await city.received()
            dossier = try await city.desk.assign(
                dossier.id, to: "tuan", revision: dossier.revision, by: SampleDesk.chau)
            let page = try await client.get("/dossiers/\(dossier.id)", as: "tuan").text
            #expect(page.contains("Mẫu của phường: Nguyễn Văn An"))
        }
    }

    @Test("versions are kept, each office's for itself, with an entry each", arguments: Backend.available)
    func kept(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            for (version, text) in ["Một {office}", "Hai {answers}"].enumerated() {
                try await city.desk.setTemplate(
                    text, for: "1.004873", of: SampleDesk.tanNinh, version: version, by: SampleDesk.chau)
            }
            await #expect(throws: DossierError.changedMeanwhile(by: SampleDesk.chau.name)) {
                try await city.desk.setTemplate(
                    "Ba", for: "1.004873", of: SampleDesk.tanNinh, version: 1, by: SampleDesk.chau)
            }
            await #expect(throws: (any Error).self) {
                try await city.desk.setTemplate(
                    "Ba", for: "1.004873", of: SampleDesk.binhMinh, version: 0, by: SampleDesk.chau)
            }
            let (own, other, versions, acts) = try await city.database.read { tx in
                (
                    try city.desk.template(of: SampleDesk.tanNinh, "1.004873", in: tx),
                    try city.desk.template(of: SampleDesk.binhMinh, "1.004873", in: tx),
                    try TemplateStore.versions(of: SampleDesk.tanNinh, "1.004873", limit: 9, in: tx).map(\.text),
                    try tx.value(
                        "SELECT count(*) FROM ledger_inbox WHERE act = 'dossiers.template-set'", as: Int.self)
                )
            }
            #expect(own == "Hai {answers}" && other.contains("{marital-status}"))
            #expect(versions == ["Hai {answers}", "Một {office}"] && acts == 2)
        }
    }
}
