// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Pages of personal data")
struct PersonalPageTests {
    @Test("an administrator enters a value, sees it masked, and reads it with a reason", arguments: Backend.available)
    func administrator(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("quan.tri", name: "Võ Quốc Bảo", [.administrator])
            let id = try await office.identity.people.add(name: "Nguyễn Thị Hoà", by: PersonalDataTests.clerk)
            let place = "/people/\(id.description)/personal"
            try await office.serve { browser in
                try await browser.signIn("quan.tri")
                try await browser.open(place)
                #expect(browser.status == .ok && !browser.page.contains("["), "no raw key")
                try await browser.submit(
                    place, ["set-field": "identity-number", "value": "072190001234", "version-identity-number": "0"])
                #expect(browser.status == .seeOther)
                try await browser.open(place)
                #expect(browser.page.contains("•••234") && !browser.page.contains("072190001234"))
                try await browser.submit(place + "/revelations", ["field": "identity-number", "reason": ""])
                #expect(browser.status.code == 422 && !browser.page.contains("072190001234"))
                try await browser.open(place)
                try await browser.submit(
                    place + "/revelations", ["field": "identity-number", "reason": "xác minh danh tính"])
                #expect(browser.status == .ok && browser.page.contains("072190001234"))
                #expect(browser.headers[.cacheControl] == "no-store")
                try await browser.open(place)
                #expect(!browser.page.contains("072190001234") && browser.page.contains("xác minh danh tính"))
                try await browser.submit(place, ["set-field": "phone", "value": "x", "version-phone": "0"])
                #expect(browser.status.code == 422 && browser.page.contains("Số điện thoại có 10 hoặc 11 chữ số"))
            }
        }
    }

    @Test(
        "a person sees who read what, shows a value, takes all of it along and files a request",
        arguments: Backend.available)
    func own(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hoa", name: "Nguyễn Thị Hoà")
            let (people, data) = (office.identity.people, office.identity.personal)
            let id = try await people.add(name: "Nguyễn Thị Hoà", by: PersonalDataTests.clerk)
            try await people.link("hoa", to: id, by: PersonalDataTests.clerk)
            try await data.set(.phone, to: "0912345678", of: DataHolder(id), over: 0, by: PersonalDataTests.clerk)
            _ = try await data.reveal(
                .phone, of: DataHolder(id), reason: "gọi trả kết quả", by: PersonalDataTests.clerk)
            try await office.serve { browser in
                try await browser.signIn("hoa")
                try await browser.open("/account/personal")
                #expect(browser.page.contains("•••678") && browser.page.contains("gọi trả kết quả"))
                #expect(browser.page.contains("Võ Quốc Bảo"))
                try await browser.submit("/account/personal/revelations", ["field": "phone"])
                #expect(browser.page.contains("0912345678"))
                try await browser.open("/account/personal")
                try await browser.submit("/account/personal/requests", ["kind": "correct", "words": "?"])
                #expect(browser.status.code == 422 && browser.page.contains("error-summary"))
                try await browser.submit(
                    "/account/personal/requests", ["kind": "correct", "words": "Sửa số điện thoại của tôi"])
                #expect(browser.status == .seeOther)
                try await browser.open("/account/personal/export.json")
                #expect(browser.headers[.contentDisposition]?.contains("attachment") == true)
                #expect(browser.headers[.cacheControl] == "no-store")
                let record = try #require(
                    try JSONSerialization.jsonObject(with: Data(browser.page.utf8)) as? [String: Any])
                #expect((record["fields"] as? [String: String])?["phone"] == "0912345678")
                #expect(
                    (record["requests"] as? [[String: Any]])?.first?["words"] as? String == "Sửa số điện thoại của tôi")
                #expect((record["readings"] as? [[String: Any]])?.count == 3)
                #expect((record["sessions"] as? [[String: Any]])?.count == 1)
                #expect(record["login"] as? String == account.login)
                try await browser.open("/people/\(id.description)/personal")
                #expect(browser.status == .forbidden)
            }
        }
    }

    @Test(
        "the desk shows requests by their term, finds by a value with a reason, and sets terms",
        arguments: Backend.available)
    func desk(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("quan.tri", name: "Võ Quốc Bảo", [.administrator])
            let data = office.identity.personal
            let id = try await office.identity.people.add(name: "Nguyễn Thị Hoà", by: PersonalDataTests.clerk)
            try await data.set(.phone, to: "0912345678", of: DataHolder(id), over: 0, by: PersonalDataTests.clerk)
            let request = try await data.file(
                .erase, "Xóa số điện thoại", for: DataHolder(id), by: DataRequestTests.desk)
            try await office.serve { browser in
                try await browser.signIn("quan.tri")
                try await browser.open("/people/data")
                #expect(browser.page.contains("Xóa dữ liệu") && browser.page.contains("Nguyễn Thị Hoà"))
                #expect(!browser.page.contains("Xóa số điện thoại"), "words stand on the request's page alone")
                try await browser.submit(
                    "/people/data/finding", ["field": "phone", "value": "+84 912 345 678", "reason": ""])
                #expect(browser.status.code == 422)
                try await browser.submit(
                    "/people/data/finding", ["field": "phone", "value": "+84 912 345 678", "reason": "đối chiếu"])
                #expect(browser.page.contains("/people/\(id.description)/personal"))
                try await browser.submit(
                    "/people/data/terms", ["term-field": "phone", "days": "1825", "ground": "Quy chế của cơ quan"])
                #expect(browser.status == .seeOther)
                try await browser.open("/people/data")
                #expect(browser.page.contains("1.825 ngày sau khi nghỉ việc"))
                try await browser.submit("/people/data/terms", ["term-field": "phone", "days": "lâu", "ground": "x"])
                #expect(browser.status.code == 422)
                let page = "/people/data/requests/\(request.description)"
                try await browser.open(page)
                #expect(browser.page.contains("Xóa số điện thoại"))
                try await browser.submit(page, ["state": "granted", "answer": "Đã xóa số điện thoại của bà."])
                #expect(browser.status == .seeOther)
                try await browser.open("/people/data")
                try await browser.submit(page, ["state": "refused", "answer": "Không được đâu"])
                #expect(browser.status.code == 409)
                try await browser.open("/people/data?state=granted")
                #expect(browser.page.contains("Đã đáp ứng"))
            }
        }
    }
}
