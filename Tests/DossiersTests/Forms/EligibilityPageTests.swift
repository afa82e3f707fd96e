// SPDX-License-Identifier: Apache-2.0

import Testing
import Web

@testable import Dossiers

@Suite("Whether somebody may apply")
struct EligibilityPageTests {
    private static let copies = "/procedures/2.000815/eligibility"

    @Test("is asked without anything kept, said in the definition's words, and leads on")
    func words() async throws {
        try await PortalSite.open { portal in
            let asked = try await portal.get(Self.copies, as: nil)
            #expect(asked.status == 200 && asked.text.contains("method=\"get\""))
            #expect(asked.text.contains("name=\"q-original-state\"") && !asked.text.contains("q-applicant-name"))

            let may = try await portal.get(
                Self.copies + "?asked=yes&q-original-state=sound&q-original-issuer=vietnam", as: nil)
            #expect(may.status == 200 && may.text.contains("bạn có thể nộp hồ sơ"))
            #expect(may.text.contains("/procedures/2.000815\""))

            let state = try await portal.get(
                Self.copies + "?asked=yes&q-original-state=altered&q-original-issuer=vietnam", as: nil)
            #expect(state.text.contains("chưa nộp được") && state.text.contains("Bản chính bị tẩy xóa"))
            #expect(!state.text.contains("hợp pháp hóa lãnh sự, trừ loại được miễn."))

            let both = try await portal.get(
                Self.copies + "?asked=yes&q-original-state=secret&q-original-issuer=foreign&q-original-legalised=no",
                as: nil, language: .en)
            #expect(both.text.contains("cannot be certified") && both.text.contains("must be legalised"))
        }
    }

    @Test("asks for what a requirement cannot do without, and for nothing else")
    func missing() async throws {
        try await PortalSite.open { portal in
            let foreign = try await portal.get(
                Self.copies + "?asked=yes&q-original-state=sound&q-original-issuer=foreign", as: nil)
            #expect(foreign.status == 422 && foreign.text.contains("#field-q-original-legalised"))
            #expect(!foreign.text.contains("#field-q-original-state"))
            let nothing = try await portal.get(Self.copies + "?asked=yes", as: nil)
            #expect(nothing.status == 422)
            let odd = try await portal.get(Self.copies + "?asked=yes&q-original-state=%3Cscript%3E", as: nil)
            #expect(odd.status == 422 && !odd.text.contains("<script>alert"))
        }
    }

    @Test("takes days as they are typed, and today is not before today")
    func days() async throws {
        try await PortalSite.open { portal in
            let here = "/procedures/1.001193/eligibility?asked=yes&q-relation-to-child=parent&q-child-birth-date="
            #expect(try await portal.get(here + "22/11/2026", as: nil).text.contains("bạn có thể nộp hồ sơ"))
            #expect(try await portal.get(here + "23/11/2026", as: nil).text.contains("Chỉ đăng ký khai sinh cho trẻ"))
            let none = try await portal.get(here + "31/02/2026", as: nil)
            #expect(none.status == 422 && none.text.contains("value=\"31/02/2026\""))
            #expect(try await portal.get(here + "24/11/2026", as: nil).status == 422)
        }
    }

    @Test("says so where a procedure has no conditions, and knows no procedure that is not there")
    func none() async throws {
        try await PortalSite.open { portal in
            let none = try await portal.get("/procedures/1.001632/eligibility", as: nil)
            #expect(none.status == 200 && none.text.contains("không có điều kiện nào kiểm tra được trước"))
            #expect(try await portal.get("/procedures/9.999999/eligibility", as: nil).status == 404)
        }
    }
}
