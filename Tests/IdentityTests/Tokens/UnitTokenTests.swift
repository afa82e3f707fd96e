// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import SQLStore
import Synchronization
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("A token of one unit")
struct UnitTokenTests {
    /// What a program with this token is told, page by page: `ACCOUNT KIND`.
    private static func told(
        _ text: String, in office: Office, since address: String = "/api/identity/events?limit=3"
    ) async throws -> Set<String> {
        let told = Mutex<Set<String>>([])
        try await office.serve { browser in
            browser.bearer = text
            var next = address
            for _ in 1...40 {
                try await browser.open(next)
                #expect(browser.status == .ok)
                let page = try JSONDecoder().decode(Listed.self, from: Data(browser.page.utf8))
                for item in page.items {
                    told.withLock { _ = $0.insert("\(item.account ?? "nobody") \(item.kind)") }
                }
                if page.next + "&limit=3" == next { break }
                next = page.next + "&limit=3"
            }
        }
        return told.withLock { $0 }
    }

    private struct Listed: Decodable {
        struct Item: Decodable {
            let kind: String
            let account: String?
        }
        let items: [Item]
        let next: String
    }

    @Test(
        "is told of the people of that unit and of those below it alone, and of the time they were there",
        arguments: Backend.available)
    func reach(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let ward = try await Ward(office)
            let chief = try await office.hire("quan.tri", [.administrator])
            let own = try await ward.hire("cua.ta", post: try await ward.post("Trực", at: ward.desk)).account
            let moved = try await ward.hire("chuyen.di", post: try await ward.post("Một", at: ward.ward))
            let others = try await ward.hire("phuong.ban", post: try await ward.post("Hai", at: ward.other)).account
            let nobody = try await office.hire("khong.thuoc.ai").id
            _ = try await office.refusal("cua.ta")
            _ = try await office.refusal("phuong.ban")
            _ = try await office.refusal("không có tài khoản")

            // From here on somebody works in another ward.
            office.dial.advance(by: .hours(1))
            let held = try #require(try await ward.held(moved.person).first)
            try await ward.people.relieve(held.id, at: office.dial.now, because: "điều động", by: Ward.admin)
            let version = try #require(try await ward.people.staff().people[moved.person]?.version)
            try await ward.people.appoint(
                moved.person, to: try await ward.post("Ba", at: ward.other), .permanent, from: office.dial.now, to: nil,
                act: "", version: version, by: Ward.admin)
            office.dial.advance(by: .hours(1))
            _ = try await office.signIn("chuyen.di")
            office.dial.advance(by: .minutes(1))

            let city = try await office.issue(chief)
            let ofWard = try await office.issue(chief, for: "A")
            let ofOther = try await office.issue(chief, for: "vn-gso:B")
            office.dial.advance(by: .minutes(1))
            let all = try await Self.told(city.text, in: office)
            #expect(all.isSuperset(of: ["nobody sign-in-failed", "\(nobody) created", "\(chief.id) token-made"]))
            #expect(
                try await Self.told(ofWard.text, in: office) == [
                    "\(own) created", "\(own) sign-in-failed", "\(moved.account) created",
                ])
            #expect(
                try await Self.told(ofOther.text, in: office) == [
                    "\(others) created", "\(others) sign-in-failed", "\(moved.account) signed-in",
                ])
        }
    }

    @Test("keeps its unit when the unit's code becomes another's")
    func codes() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            let chief = try await office.hire("quan.tri", [.administrator])
            let issued = try await office.issue(chief, for: "A")
            let viewer = try #require(try await office.identity.tokens.viewer(ofBearer: issued.text))
            #expect(viewer.unit == ward.ward.description)
        }
    }

    @Test("is not made for a unit that is not there today, and one of before that was checked opens nothing")
    func unknown() async throws {
        try await Office.open(on: .sqlite) { office in
            _ = try await Ward(office)
            let chief = try await office.hire("quan.tri", [.administrator])
            for wrong in ["C", "vamco:A", "A,B", "A=40", "A-VP x", "Phường A"] {
                await #expect(throws: IdentityError.tokenUnitUnknown, "\(wrong)") {
                    _ = try await office.issue(chief, for: wrong)
                }
            }
            let issued = try await office.issue(chief, for: "A")
            try await office.database.write { tx in
                try tx.execute("UPDATE identity_api_token SET unit_code = 'C'")
            }
            #expect(try await office.identity.tokens.viewer(ofBearer: issued.text) == nil)
            try await office.serve { browser in
                try await browser.signIn("quan.tri")
                try await browser.open("/identity/tokens")
                #expect(browser.page.contains("không có đơn vị này; khóa không mở được gì"))
                try await browser.submit(
                    "/identity/tokens",
                    ["name": "Một", "days": "30", "scope": "security-log:read", "unit": "khong.co"])
                #expect(browser.status == .unprocessableContent)
                #expect(browser.page.contains("Không có đơn vị nào mang mã này hôm nay."))
                #expect(browser.page.contains("value=\"khong.co\"") && browser.page.contains("value=\"Một\""))
            }
        }
    }
}
