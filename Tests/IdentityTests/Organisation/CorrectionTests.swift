// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Correcting the organisation")
struct CorrectionTests {
    static let admin = OrganisationTests.admin

    /// A ward that was divided in two on 1 January 2026, one part of it wrongly, and a competence.
    struct Divided {
        let organisation: Organisation
        let old: OrgUnit.ID
        let heirs: [OrgUnit.ID]
        let steps: [Succession]
        let competence: Competence

        init(_ office: Office) async throws {
            organisation = office.identity.organisation
            let since = Validity(since: Chart.day("2020-01-01"))
            let organisation = organisation
            func unit(_ code: String) async throws -> OrgUnit.ID {
                try await organisation.create(OrganisationTests.said(code, code), since, by: CorrectionTests.admin)
            }
            let old = try await unit("A")
            heirs = [try await unit("B"), try await unit("C")]
            let day = Chart.day("2026-01-01")
            try await organisation.end(old, on: day, act: "", revision: 1, by: CorrectionTests.admin)
            steps = zip(heirs, [0.4, 0.6]).map { heir, share in
                Succession(
                    id: Succession.ID(at: office.dial.now), from: old, to: heir, kind: .split, share: share, on: day,
                    act: "NQ 1", source: "test")
            }
            try await organisation.record(steps, by: CorrectionTests.admin)
            competence = Competence(
                id: Competence.ID(at: office.dial.now), function: "1.001193", part: .authority, territory: heirs[0],
                unit: heirs[1], validity: Validity(since: day), act: "QĐ 2", source: "test")
            try await organisation.assign(competence, by: CorrectionTests.admin)
            self.old = old
        }

        func corrections(of unit: OrgUnit.ID) async throws -> [Correction] {
            try await organisation.corrections(of: unit).map(\.was)
        }
    }

    @Test("a division goes as a whole, is kept as it was, and can be recorded anew", arguments: Backend.available)
    func division(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let divided = try await Divided(office)
            let organisation = divided.organisation
            try await organisation.strike(divided.steps[1].id, because: " nhầm tỷ lệ ", by: Self.admin)
            #expect(try await organisation.chart().successors(of: divided.old).isEmpty)
            let kept = try await divided.corrections(of: divided.old)
            #expect(Set(kept.compactMap(\.share)) == [0.4, 0.6])
            #expect(kept.allSatisfy { $0.act == "NQ 1" && $0.since == "2026-01-01" })
            let told = try await organisation.corrections(of: divided.old)
            #expect(told.count == kept.count && told.allSatisfy { $0.act.reason == "nhầm tỷ lệ" })
            for heir in divided.heirs { #expect(try await divided.corrections(of: heir).count == 1) }

            let again = zip(divided.heirs, [0.5, 0.5]).map { heir, share in
                Succession(
                    id: Succession.ID(at: office.dial.now), from: divided.old, to: heir, kind: .split, share: share,
                    on: divided.steps[0].on, act: "NQ 1", source: "test")
            }
            try await organisation.record(again, by: Self.admin)
            #expect(try await organisation.chart().successors(of: divided.old).count == 2)
            await #expect(throws: OrgError.unknownRecord) {
                try await organisation.strike(divided.steps[0].id, because: "x", by: Self.admin)
            }
        }
    }

    @Test("a competence is ended on a day or taken back; what it said stays", arguments: Backend.available)
    func competence(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let divided = try await Divided(office)
            let (organisation, id) = (divided.organisation, divided.competence.id)
            func end(_ day: String) async throws {
                try await organisation.end(id, on: Chart.day(day), because: "chuyển", by: Self.admin)
            }
            await #expect(throws: OrgError.self) { try await end("2025-12-31") }
            try await end("2026-03-01")
            #expect(try await organisation.chart().competences.first?.validity.to == Chart.day("2026-03-01"))
            await #expect(throws: OrgError.self) { try await end("2026-03-02") }
            office.dial.advance(by: .seconds(1))
            try await organisation.strike(id, because: "nhập nhầm", by: Self.admin)
            #expect(try await organisation.chart().competences.isEmpty)
            let kept = try await divided.corrections(of: divided.heirs[1])
            #expect(kept.filter { $0.kind == "authority" }.map(\.until) == ["2026-03-01", nil])
        }
    }

    @Test("says why, in a few words; nothing changes without")
    func reasons() async throws {
        try await Office.open(on: .sqlite) { office in
            let divided = try await Divided(office)
            for reason in ["", "  \u{0}", String(repeating: "a", count: 501)] {
                await #expect(throws: OrgError.reasonMissing) {
                    try await divided.organisation.strike(divided.steps[0].id, because: reason, by: Self.admin)
                }
            }
            #expect(try await divided.organisation.chart().successors(of: divided.old).count == 2)
            #expect(try await divided.corrections(of: divided.old).isEmpty)
        }
    }

    @Test("of two who take back the same the second is told, and it is kept once")
    func race() async throws {
        try await Office.open(on: .sqlite) { office in
            let divided = try await Divided(office)
            let done = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do {
                            try await divided.organisation.strike(divided.competence.id, because: "x", by: Self.admin)
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(done == 1)
            #expect(try await divided.corrections(of: divided.heirs[0]).count == 1)
        }
    }

    @Test("the page tells everybody what changed, names colleagues to colleagues only, and offers forms to who may")
    func page() async throws {
        try await Office.open(on: .sqlite) { office in
            let divided = try await Divided(office)
            try await office.hire("quan.tri", name: "Võ Quốc Bảo", [.administrator])
            let address = "/organisation/units/\(divided.old.description)/corrections"
            try await office.serve { browser in
                let chief = browser.other()
                try await chief.signIn("quan.tri")
                try await chief.open(address)
                let id = divided.steps[0].id.description
                #expect(chief.page.contains("reason-\(id)"))
                try await chief.submit(address, ["what": "succession", "id": id, "act": "strike"])
                #expect(chief.status == .unprocessableContent && chief.page.contains("Hãy nêu lý do"))
                try await chief.submit(
                    address, ["what": "succession", "id": id, "act": "strike", "reason-\(id)": "nhầm <b>tỷ lệ</b>"])
                #expect(chief.status == .seeOther)
                try await chief.open(address)
                #expect(chief.page.contains("nhầm &lt;b&gt;tỷ lệ") && chief.page.contains("NQ 1"))
                try await chief.submit(address, ["what": "succession", "id": id, "act": "strike", "reason-\(id)": "x"])
                #expect(chief.status == .notFound)

                try await browser.open("/organisation/units/\(divided.old.description)")
                #expect(browser.page.contains(address))
                try await browser.open(address)
                #expect(browser.status == .ok && browser.page.contains("nhầm &lt;b&gt;tỷ lệ"))
                #expect(!browser.page.contains("Võ Quốc Bảo") && !browser.page.contains("name=\"what\""))
                browser.language = "en"
                try await browser.open(address)
                #expect(browser.page.contains("What changed"))
            }
        }
    }
}
