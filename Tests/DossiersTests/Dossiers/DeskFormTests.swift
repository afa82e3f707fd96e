// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import HummingbirdTesting
import Ports
import TestSupport
import Testing

@testable import Dossiers

@Suite("Forms a dossier comes to")
struct DeskFormTests {
    private func forms(_ dossier: Dossier, in city: SampleDesk) async throws -> [NationalForm] {
        NationalForm.all(of: try await city.desk.whole(dossier.id))
    }

    private func text(_ form: NationalForm, of dossier: Dossier, in city: SampleDesk) async throws -> String {
        let whole = try await city.desk.whole(dossier.id)
        return try whole.document(
            form, origin: "https://vamco.example.vn", clocks: try await city.desk.clocks("25459"),
            in: city.desk.wording
        ).html
    }

    @Test("each is offered at the states it belongs to, with what was written then")
    func each() async throws {
        try await SampleDesk.open(on: .sqlite) { city in
            let fresh = try await city.desk.submit(SampleDesk.request(by: .online), by: SampleDesk.citizen).dossier
            #expect(try await forms(fresh, in: city) == [])
            let refused = try await city.act(
                SampleDesk.deed("refuse", "không thuộc thẩm quyền"), on: fresh, by: SampleDesk.linh)
            #expect(try await forms(refused, in: city) == [.refusal])
            #expect(try await text(.refusal, of: refused, in: city).contains("không thuộc thẩm quyền"))

            var dossier = try await city.received()
            let officer = SampleDesk.person(dossier.holder)
            #expect(try await forms(dossier, in: city) == [.control])
            let slip = try await text(.control, of: dossier, in: city)
            #expect(slip.contains("Công chức tư pháp") && slip.contains(officer.name))
            let due = try #require(dossier.dueAt)
            var deed = SampleDesk.deed("extend", "chờ xác minh")
            deed.moment = due + .days(2)
            dossier = try await city.act(deed, on: dossier, by: officer)
            let apology = try await text(.apology, of: dossier, in: city)
            #expect(apology.contains("chờ xác minh") && apology.contains(officer.name))
            dossier = try await city.act(
                SampleDesk.deed("supplement", "thiếu tờ khai\nthiếu ảnh"), on: dossier, by: officer)
            #expect(try await forms(dossier, in: city) == [.supplement, .apology, .control])
            let wanted = try await text(.supplement, of: dossier, in: city)
            #expect(wanted.contains("<li>thiếu tờ khai</li><li>thiếu ảnh</li>"))
            dossier = try await city.desk.withdraw(
                dossier.id, because: "đổi ý", revision: dossier.revision, by: SampleDesk.linh)
            #expect(try await text(.stop, of: dossier, in: city).contains("đổi ý"))
            await #expect(throws: DossierError.notNow) { try await text(.refusal, of: dossier, in: city) }
        }
    }

    @Test("the office prints its own, which the ledger keeps; the applicant those written to them")
    func pages() async throws {
        try await SampleDesk.serve { city, client in
            let submitted = try await city.desk.submit(SampleDesk.request(by: .online), by: SampleDesk.citizen)
            let dossier = try await city.act(SampleDesk.accept, on: submitted.dossier, by: SampleDesk.linh)
            _ = try await city.act(
                SampleDesk.deed("supplement", "thiếu ảnh"), on: dossier, by: SampleDesk.person(dossier.holder))
            let place = "/dossiers/\(dossier.id)"
            let page = try await client.get(place, as: "linh").text
            #expect(page.contains(place + "/forms/02.pdf") && page.contains(place + "/forms/06.pdf"))
            #expect(!page.contains(place + "/forms/03.pdf"))
            #expect(try await client.get(place + "/forms/02.pdf", as: "linh").text.contains("thiếu ảnh"))
            #expect(try await city.ledger(of: dossier).last == "dossiers.data-read")
            #expect(try await client.get(place + "/forms/03.pdf", as: "linh").status == .conflict)
            #expect(try await client.get(place + "/forms/08.pdf", as: "linh").status == .notFound)
            #expect(try await client.get(place + "/forms/02.pdf", as: "oanh").status == .forbidden)
            let own = "/my" + place
            #expect(try await client.get(own, as: "citizen").text.contains(own + "/forms/02.pdf"))
            #expect(try await client.get(own + "/forms/02.pdf", as: "citizen").text.contains("thiếu ảnh"))
            #expect(try await client.get(own + "/forms/06.pdf", as: "citizen").status == .notFound)
        }
    }
}
