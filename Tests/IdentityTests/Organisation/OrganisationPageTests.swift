// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Pages of the organisation")
struct OrganisationPageTests {
    static func open(_ body: @escaping @Sendable (Office, Browser) async throws -> Void) async throws {
        try await Office.open(on: .sqlite) { office in
            _ = try await office.identity.organisation.takeInNationalList(provinces: ["80"])
            try await office.hire("quan.tri", name: "Võ Quốc Bảo", [.administrator])
            let here = office
            try await office.serve { browser in try await body(here, browser) }
        }
    }

    @Test("anybody sees the tree of any day, and opens it level by level")
    func tree() async throws {
        try await Self.open { _, browser in
            try await browser.open("/organisation")
            #expect(browser.status == .ok && browser.page.contains("Tỉnh Tây Ninh"))
            #expect(!browser.page.contains("Tỉnh Long An") && !browser.page.contains("/organisation/units/new"))
            try await browser.open("/organisation?on=2025-06-30")
            #expect(browser.page.contains("Tỉnh Long An") && !browser.page.contains("Thành phố Tây Ninh"))
            let open = try #require(browser.page.firstMatch(of: /href="([^"]*open=[^"]*)"/)).1
            try await browser.open(String(open).replacing("&amp;", with: "&"))
            #expect(browser.page.contains("Thành phố Tây Ninh"))
            for odd in ["?on=abc", "?open=abc", "?on=9999-12-31", "?open=00000000-0000-7000-8000-000000000000"] {
                try await browser.open("/organisation" + odd)
                #expect(browser.status == .ok, "\(odd)")
            }
        }
    }

    @Test("what became of Phường 3 is answered forwards and backwards, with the legal act")
    func search() async throws {
        try await Self.open { _, browser in
            try await browser.open("/organisation/search?q=ph%C6%B0%E1%BB%9Dng+3+thanh+pho+tay+ninh")
            #expect(browser.page.contains("Phường 3") && browser.page.contains("Phường Tân Ninh"))
            #expect(browser.page.contains("1682/NQ-UBTVQH15"))
            try await browser.open("/organisation/search?q=phuong+tan+ninh")
            for name in ["Phường 1", "Phường 2", "Phường 3", "Phường 4", "Phường Hiệp Ninh", "Xã Thái Bình"] {
                #expect(browser.page.contains(name), "\(name)")
            }
            #expect(browser.page.contains("tỷ lệ chưa công bố"))
            try await browser.open("/organisation/search?q=atlantis")
            #expect(browser.page.contains("Không tìm thấy"))
            try await browser.open("/organisation/search.json?q=25459")
            #expect(browser.page.contains("\"title\":\"Phường Tân Ninh\""))
        }
    }

    @Test("a unit's page tells its life; the twins say the same to programs")
    func unit() async throws {
        try await Self.open { office, browser in
            let chart = try await office.identity.organisation.chart()
            let old = try #require(chart.unit(scheme: "vn-gso", code: "25597", on: Chart.day("2025-06-30")))
            try await browser.open("/organisation/units/\(old.id)")
            #expect(browser.page.contains("Xã Thái Bình") && browser.page.contains("không tồn tại"))
            #expect(browser.page.contains("Phường Tân Ninh") && browser.page.contains("Xã Châu Thành"))
            #expect(browser.page.contains("Căn cứ: Nghị quyết số 1682"))
            browser.language = "en"
            try await browser.open("/organisation/units/\(old.id)")
            #expect(browser.page.contains("Thai Binh Commune"))
            try await browser.open("/organisation/units/\(old.id)/record.json")
            #expect(browser.page.contains("\"successors\":[{") && !browser.page.contains("\"share\":1"))
            try await browser.open("/organisation/units.csv?on=2025-07-01")
            #expect(browser.page.split(separator: "\r\n").count == 98)
            try await browser.open("/organisation/units/00000000-0000-7000-8000-000000000000")
            #expect(browser.status == .notFound)
            try await browser.open("/organisation/units/x")
            #expect(browser.status == .notFound)
        }
    }

    @Test("only administrators change units, and a change from an old page loses nothing")
    func editing() async throws {
        try await Self.open { office, browser in
            try await browser.open("/organisation/units/new")
            #expect(browser.status == .seeOther)
            try await browser.signIn("quan.tri")
            try await browser.open("/organisation/units/new")
            try await browser.submit(
                "/organisation/units",
                ["name": "", "code": "", "scheme": "vamco", "kind": "office", "parent": "25459", "from": "2025-07-01"])
            #expect(browser.status == .unprocessableContent)
            try await browser.submit(
                "/organisation/units",
                [
                    "name": "Văn phòng", "name-en": "Office", "code": "25459-VP", "scheme": "vamco", "kind": "office",
                    "parent": "25459", "from": "2025-07-01", "act": "QĐ 1",
                ])
            #expect(browser.status == .seeOther)
            let page = try #require(browser.location)
            try await browser.open(page + "/change")
            let change = [
                "name": "Văn phòng HĐND và UBND", "code": "25459-VP", "scheme": "vamco", "kind": "office",
                "parent": "25459", "from": "2026-01-01", "act": "", "revision": "1",
            ]
            try await browser.submit(page + "/change", change)
            #expect(browser.status == .seeOther)
            try await browser.open(page + "/change")
            try await browser.submit(page + "/change", change.merging(["name": "Khác"]) { $1 })
            #expect(browser.status == .conflict && browser.page.contains("Khác"))
            try await browser.open(page)
            #expect(browser.page.contains("Văn phòng HĐND và UBND") && browser.page.contains("Nhật ký thay đổi"))
            let tanNinh = try #require(
                try await office.identity.organisation.chart().unit(
                    scheme: "vn-gso", code: "25459", on: Chart.day("2026-01-01")))
            try await browser.open("/organisation/units/\(tanNinh.id)/change")
            try await browser.submit(
                "/organisation/units/\(tanNinh.id)/end", ["on": "2027-01-01", "revision": "1", "act": ""])
            #expect(browser.status == .unprocessableContent && browser.page.contains("vẫn trực thuộc"))
        }
    }

    @Test("a plan is drafted, checked and decided on its pages")
    func planning() async throws {
        try await Self.open { office, browser in
            try await browser.signIn("quan.tri")
            try await browser.open("/organisation/plans")
            try await browser.submit("/organisation/plans", ["title": "Sắp xếp", "act": "NQ 9", "on": "2020-01-01"])
            #expect(browser.status == .unprocessableContent)
            try await browser.submit("/organisation/plans", ["title": "Sắp xếp", "act": "NQ 9", "on": "2030-01-01"])
            let plan = try #require(browser.location)
            try await browser.open(plan)
            let step = [
                "whole": "25459, 25480", "parts": "", "becomes": "new", "code": "25459", "name": "Tân Bình Minh",
                "kind": "ward", "parent": "80", "version": "1",
            ]
            try await browser.submit(plan + "/steps", step.merging(["whole": "nowhere"]) { $1 })
            #expect(browser.status == .unprocessableContent && browser.page.contains("nowhere"))
            try await browser.submit(plan + "/steps", step)
            #expect(browser.status == .seeOther)
            try await browser.open(plan)
            #expect(browser.page.contains("Không phát hiện vấn đề"))
            try await browser.submit(plan + "/decision", ["version": "1"])
            #expect(browser.status == .conflict)
            try await browser.submit(plan + "/decision", ["version": "2"])
            #expect(browser.status == .seeOther)
            try await browser.open("/organisation/search?q=tan+binh+minh")
            #expect(browser.page.contains("Phường Tân Bình Minh") && browser.page.contains("Sắp tới"))
            try await browser.open(plan)
            try await browser.submit(plan + "/withdrawal", ["version": "3"])
            #expect(browser.status == .seeOther)
            #expect(try await office.identity.organisation.hits(for: "tan binh minh").isEmpty)
        }
    }
}
