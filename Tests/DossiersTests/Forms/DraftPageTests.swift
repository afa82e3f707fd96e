// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing
import Web

@testable import Dossiers

@Suite("Drafts of the portal")
struct DraftPageTests {
    @Test("are one person's alone, found again on another device, and deleted by them")
    func own() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.stay()
            let list = try await portal.get("/my/drafts")
            #expect(list.text.contains("href=\"\(draft)\"") && list.text.contains("Đăng ký tạm trú"))
            #expect(try await portal.get("/apply/1.004194").text.contains("href=\"\(draft)\""))
            for path in [draft, "\(draft)/pages/stay", "\(draft)/papers"] {
                #expect(try await portal.get(path, as: PortalSite.other).status == 404)
                #expect(try await portal.get(path, as: "administrator").status == 403)
                #expect(try await portal.get(path, as: nil).status == 303)
            }
            #expect(try await !portal.get("/my/drafts", as: PortalSite.other).text.contains(draft))
            let own = try await portal.get(draft)
            let foreign = try await portal.begin("1.004194", as: PortalSite.other)
            let theirs = try await portal.get(foreign, as: PortalSite.other)
            let refused = try await portal.send(
                [:], on: theirs, form: "\(foreign)/deletion", to: "\(draft)/deletion", as: PortalSite.other)
            #expect(refused.status == 404)
            #expect(try await portal.send([:], on: own, to: "\(draft)/deletion").location == "/my/drafts")
            #expect(try await portal.get(draft).status == 404)
        }
    }

    @Test("of two windows on one page the later is told, and shown what the other kept")
    func windows() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.stay()
            let here = "\(draft)/pages/applicant"
            let (first, second) = (try await portal.get(here), try await portal.get(here))
            let elsewhere = try await portal.get("\(draft)/pages/stay")
            #expect(try await portal.send(["q-applicant-name": "Trần Một"], on: first, to: here).status == 303)
            let told = try await portal.send(["q-applicant-name": "Trần Hai"], on: second, to: here)
            #expect(told.status == 409 && told.text.contains("Cửa sổ kia đã lưu: Trần Một"))
            #expect(told.text.contains("value=\"Trần Hai\""))
            #expect(try await portal.get(draft).text.contains("Trần Một"))
            // Sent again, knowingly, it is kept.
            #expect(try await portal.send([:], on: told, to: here).status == 303)
            #expect(try await portal.get(draft).text.contains("Trần Hai"))
            // Another page was not touched meanwhile: nobody is disturbed.
            #expect(try await portal.send([:], on: elsewhere, to: "\(draft)/pages/stay").status == 303)
        }
    }

    @Test("look over what they hand in: a change in another window is shown before")
    func handingIn() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.stay()
            let all = try await portal.get(draft)
            try await portal.fill(["q-applicant-name": "Trần Khác"], at: "\(draft)/pages/applicant")
            let told = try await portal.send(["declared": "yes"], on: all, to: "\(draft)/submission")
            #expect(told.status == 409 && told.text.contains("Trần Khác") && portal.submitting.taken.isEmpty)
            let stale = try await portal.send(["declared": "yes"], on: all, to: "\(draft)/submission", as: "stale")
            #expect(stale.status == 403 || stale.location.hasPrefix("/citizen/confirmation"), "\(stale.location)")
        }
    }

    @Test("lead back to their page when the session was lost, with what was kept before")
    func session() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.stay()
            let page = try await portal.get("\(draft)/pages/stay")
            let lost = try await portal.send([:], on: page, to: "\(draft)/pages/stay", as: nil)
            let back = "\(draft)/pages/stay".replacing("/", with: "%2F")
            #expect(lost.status == 303 && lost.location == "/sign-in?return=\(back)", "\(lost.location)")
            #expect(try await portal.get("\(draft)/pages/stay").text.contains("12 Cách Mạng Tháng Tám"))
        }
    }

    @Test("of a withdrawn procedure are told, kept to be read, and not handed in")
    func withdrawn() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.stay()
            let all = try await portal.get(draft)
            try await portal.feature.catalogue.setValidity(
                .init(withdrawnOn: CivilDay(2026, 11, 23)), of: "1.004194", version: 1, reason: "Quyết định bãi bỏ",
                by: .system("test"))
            let next = try await portal.get("\(draft)/pages/stay")
            #expect(next.text.contains("đã bãi bỏ từ ngày 23/11/2026") && next.text.contains("12 Cách Mạng"))
            let refused = try await portal.send(["declared": "yes"], on: all, to: "\(draft)/submission")
            #expect(refused.status == 409 && portal.submitting.taken.isEmpty)
            #expect(try await !portal.get("/apply/1.004194").text.contains("action=\"/apply/1.004194\""))
        }
    }

    @Test("stay on their version while it holds; then what no longer fits is named and the rest goes along")
    func renewed() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.stay()
            let old = try #require(try DefinitionLibrary.shipped().texts["1.004194"])
            let text =
                old.replacing("valid-from: 2026-07-01", with: "valid-from: 2026-12-01")
                .replacing("      - ask: applicant-phone\n", with: "")
                .replacing("      - ask: stay-until\n", with: "      - ask: stay-until\n      - ask: copies-wanted\n")
            _ = try await portal.feature.definitions.publish(
                text, for: "1.004194", takesWaiting: true, by: .system("test"))
            let before = try await portal.get("\(draft)/pages/stay")
            #expect(before.text.contains("Từ ngày 01/12/2026") && !before.text.contains("q-copies-wanted"))
            let all = try await portal.get(draft)

            portal.time.advance(by: .days(8))
            let late = try await portal.send([:], on: before, to: "\(draft)/pages/stay")
            #expect(late.status == 409 && late.text.contains("vừa được thay"))
            let refused = try await portal.send(["declared": "yes"], on: all, to: "\(draft)/submission")
            #expect(refused.status == 409 && portal.submitting.taken.isEmpty)
            let page = try await portal.get("\(draft)/pages/stay")
            #expect(page.text.contains("Không còn được hỏi") && page.text.contains("Điện thoại liên hệ"))
            #expect(page.text.contains("q-copies-wanted") && page.text.contains("12 Cách Mạng"))
            try await portal.fill(["q-copies-wanted": "0"], at: "\(draft)/pages/stay")
            let now = try await portal.get(draft)
            #expect(!now.text.contains("Không còn được hỏi") && !now.text.contains("0912345678"))
            try await portal.send(["declared": "yes"], on: now, to: "\(draft)/submission")
            #expect(portal.submitting.taken.first?.definition == 2)
        }
    }

    @Test("are begun of what is taken online alone, and no more than anybody fills in")
    func beginning() async throws {
        try await PortalSite.open { portal in
            #expect(try await portal.get("/apply/9.999999").status == 404)
            #expect(try await portal.get("/apply/1.004194", as: "administrator").status == 403)
            let offer = "href=\"/apply/1.004194\""
            #expect(try await portal.get("/procedures/1.004194", as: nil).text.contains(offer))
            #expect(try await !portal.get("/procedures/1.004194", as: "administrator").text.contains(offer))
            #expect(try await portal.get("/apply/1.004194", as: nil).location.hasPrefix("/sign-in"))
            let form = try await portal.get("/apply/1.004194")
            for _ in 0..<Draft.most { _ = try await portal.feature.drafts.begin("1.004194", by: "c-mother") }
            let full = try await portal.send([:], on: form, to: "/apply/1.004194")
            #expect(full.status == 409 && full.text.contains("50 hồ sơ"))
        }
    }

    @Test("are offered without handing in where the city takes no forms in, and say so")
    func noSubmitting() async throws {
        try await PortalSite.open(takesForms: false) { portal in
            let draft = try await portal.stay()
            let all = try await portal.get(draft)
            #expect(all.text.contains("chưa nhận hồ sơ qua trang này") && !all.text.contains("/submission\""))
            let forced = try await portal.send(
                ["declared": "yes"], on: all, form: "\(draft)/deletion", to: "\(draft)/submission")
            #expect(forced.status == 409)
        }
    }

    @Test("of a procedure nobody has modelled ask the general questions")
    func generic() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.begin("1.001632")
            let page = try await portal.get("\(draft)/pages/request", language: .en)
            #expect(page.status == 200 && page.text.contains("What you ask for") && page.text.contains("Step 2 of"))
        }
    }

    @Test("stay small, and never show a key or a bare code")
    func size() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.begin("1.001193")
            for language in [Language.vi, .en] {
                for path in [
                    "/apply/1.001193", "/my/drafts", draft, "\(draft)/pages/child", "\(draft)/papers",
                    "/procedures/1.001193/eligibility",
                ] {
                    let page = try await portal.get(path, language: language)
                    #expect(page.status == 200 && page.text.utf8.count < 50_000, "\(path)")
                    #expect(page.text.firstMatch(of: /\[(dossiers|web)\./) == nil, "\(path)")
                }
            }
        }
    }
}
