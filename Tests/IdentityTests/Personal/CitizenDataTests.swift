// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Ledger
import Letters
import Ports
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("A citizen's own data")
struct CitizenDataTests {
    static let clerk = PersonalDataTests.clerk

    @Test(
        "is shown masked and one value at a time, with who read it; what is asked has its term and its answer",
        arguments: Backend.available)
    func own(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            try await office.serve { browser in
                try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                try await browser.open("/citizen")
                try await browser.submit("/citizen/name", ["name": "Trần Thị Hoà"])
                try await browser.open("/citizen/personal")
                #expect(browser.status == .ok && browser.page.contains("h•••@example.vn"))
                #expect(!browser.page.contains("hoa@example.vn") && browser.page.contains("Chưa ai xem"))
                #expect(!browser.page.contains("["), "no raw key")

                try await browser.submit("/citizen/personal/revelations", ["field": "email"])
                #expect(browser.status == .ok && browser.page.contains("hoa@example.vn"))
                #expect(browser.headers[.cacheControl] == "no-store")
                try await browser.submit("/citizen/personal/revelations", ["field": "phone"])
                #expect(browser.status == .notFound)
                try await browser.open("/citizen/personal")
                #expect(browser.page.contains("Tự xem") && browser.page.contains("Chính người này"))

                try await browser.submit("/citizen/personal/requests", ["kind": "erase", "words": " ? "])
                #expect(browser.status == .unprocessableContent && browser.page.contains("error-summary"))
                try await browser.submit(
                    "/citizen/personal/requests", ["kind": "correct", "words": "Tên tôi viết sai"])
                #expect(browser.location == "/citizen/personal")
                try await browser.open("/citizen/personal")
                #expect(browser.page.contains("Tên tôi viết sai") && browser.page.contains("Đang chờ"))

                let data = office.identity.personal
                let request = try #require(try await data.requests(.open).items.first)
                let today = CivilZone.vietNam.day(of: office.dial.now)
                let days = try await data.calendar.workingCalendar()
                #expect(request.dueOn == days.lastDay(ofTerm: 2, from: today))
                try await data.answer(request.id, .granted, "Bạn tự sửa được ở trang của mình.", by: Self.clerk)
                try await browser.open("/citizen/personal")
                #expect(browser.page.contains("Bạn tự sửa được ở trang của mình."))
                #expect(try await office.texts(containing: "Hoà").isEmpty, "no record has a citizen's name in clear")
            }
        }
    }

    @Test("is theirs alone: staff and other citizens see nothing of it")
    func theirs() async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.hire("hanh.nt", [.administrator])
            try await office.serve { browser in
                try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                try await browser.open("/citizen/personal")
                try await browser.submit("/citizen/personal/requests", ["kind": "access", "words": "Cho tôi xem"])
                let other = browser.other()
                try await other.signIn(byCodeTo: "binh@example.vn", in: office)
                try await other.open("/citizen/personal")
                #expect(other.page.contains("b•••@example.vn") && !other.page.contains("Cho tôi xem"))
                let staff = browser.other()
                try await staff.signIn("hanh.nt")
                try await staff.open("/citizen/personal")
                #expect(staff.status == .forbidden)
                try await other.open("/people/data")
                #expect(other.status == .forbidden)
            }
        }
    }

    @Test("comes as one file, with everything, to who signed in a moment ago; others are led to sign in again")
    func exported() async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.serve { browser in
                try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                try await browser.open("/citizen/personal")
                try await browser.submit("/citizen/personal/revelations", ["field": "email"])
                office.dial.advance(by: .minutes(16))
                try await browser.open("/citizen/personal/export.json")
                #expect(browser.location == "/citizen/confirmation?return=%2Fcitizen%2Fpersonal%2Fexport.json")
                try await browser.open(browser.location ?? "")
                #expect(browser.page.contains("Đăng nhập lại để tiếp tục") && browser.page.contains("h•••@example.vn"))
                #expect(!browser.page.contains("hoa@example.vn"))
                try await browser.submit(
                    "/citizen/confirmation", ["return": browser.hidden("return")?.replacing("&amp;", with: "&") ?? ""])
                #expect(browser.location?.hasPrefix("/sign-in/email/code?return=") == true)
                let back = "/citizen/personal/export.json"
                try await browser.submit(
                    "/sign-in/email/code", ["code": try await office.code(for: "hoa@example.vn"), "return": back])
                #expect(browser.location == back)

                try await browser.open(back)
                #expect(browser.status == .ok && browser.headers[.cacheControl] == "no-store")
                #expect(browser.headers[.contentDisposition]?.contains("attachment") == true)
                let record = try #require(
                    try JSONSerialization.jsonObject(with: Data(browser.page.utf8)) as? [String: Any])
                #expect((record["fields"] as? [String: String]) == ["email": "hoa@example.vn"])
                #expect((record["sessions"] as? [Any])?.count == 1)
                #expect(
                    (record["events"] as? [[String: Any]])?.filter { $0["kind"] as? String == "signed-in" }.count == 2)
                #expect(
                    (record["readings"] as? [[String: Any]])?.compactMap { $0["way"] as? String } == [
                        "exported", "own",
                    ])
                #expect(record["provider"] as? String == "email")
            }
        }
    }

    @Test("of a provider: signing in again asks the provider to ask again")
    func atProvider() async throws {
        try await ForeignDesk.open { desk in
            let done = try await desk.arrive(try await desk.journey())
            try await desk.office.serve { browser in
                browser.hold(session: done.token.text)
                try await browser.open("/citizen/confirmation?return=%2Fcitizen%2Fpersonal")
                #expect(browser.page.contains("/sign-in/openid/vneid?again=yes&amp;return=%2Fcitizen%2Fpersonal"))
                try await browser.open("/sign-in/openid/vneid?again=yes&return=%2Fcitizen%2Fpersonal")
                #expect(browser.location?.contains("prompt=login") == true)
                try await browser.open("/sign-in/openid/vneid?return=%2Fcitizen%2Fpersonal")
                #expect(browser.location == "/citizen/personal", "who is signed in and proves nothing goes on")
                try await browser.open("/citizen")
                #expect(browser.page.contains("Ngày sinh") == (done.citizen.profile.born != nil))
                try await browser.open("/citizen/personal")
                for (_, value) in done.citizen.told.filter({ !$0.field.isPlain }) {
                    #expect(!browser.page.contains(value), "\(value) is masked")
                }
            }
        }
    }

    @Test(
        "granted an erasure: record, name, sessions and words are gone, the ledger verifies, and nothing is left open",
        arguments: Backend.available)
    func erased(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            try await office.hire("quan.tri", name: "Võ Quốc Bảo", [.administrator])
            try await office.serve { browser in
                try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                let id = try #require(try await office.citizen(in: browser).citizenID)
                try await browser.open("/citizen")
                try await browser.submit("/citizen/name", ["name": "Trần Thị Hoà"])
                try await browser.open("/citizen/personal")
                try await browser.submit("/citizen/personal/revelations", ["field": "email"])
                try await browser.submit(
                    "/citizen/personal/requests", ["kind": "erase", "words": "Tôi chuyển đi nơi khác"])
                let bystander = browser.other()
                try await bystander.signIn(byCodeTo: "binh@example.vn", in: office)

                let staff = browser.other()
                try await staff.signIn("quan.tri")
                try await staff.open("/people/data")
                #expect(staff.page.contains("Trần Thị Hoà") && staff.page.contains("Công dân"))
                let request = try #require(try await office.identity.personal.requests(.open).items.first)
                let page = "/people/data/requests/\(request.id.description)"
                try await staff.open(page)
                #expect(staff.page.contains("Tôi chuyển đi nơi khác") && staff.page.contains("mọi phiên đăng nhập"))
                #expect(staff.page.contains("/people/data/citizens/\(id.description)"))
                let place = "/people/data/citizens/\(id.description)"
                try await staff.open(place)
                #expect(staff.page.contains("h•••@example.vn") && !staff.page.contains("hoa@example.vn"))
                try await staff.submit(place + "/holds", ["hold-reason": "đang khiếu nại"])
                #expect(staff.location == place)
                try await staff.open(page)
                try await staff.submit(page, ["state": "granted", "answer": "Đã xóa."])
                #expect(staff.status == .conflict && staff.page.contains("Gỡ lệnh giữ trước"))
                let hold = try #require(try await office.identity.personal.holds(of: DataHolder(id)).first)
                try await staff.open(place)
                try await staff.submit("\(place)/holds/\(hold.id.description)/end")
                #expect(staff.location == place)
                try await office.database.write { tx in _ = try Sealing.number(in: tx) }
                try await staff.open(page)
                try await staff.submit(page, ["state": "granted", "answer": "Đã xóa."])
                #expect(staff.location == page)

                try await browser.open("/citizen")
                #expect(browser.location?.hasPrefix("/sign-in") == true)
                try await staff.open(page)
                #expect(staff.page.contains("Công dân không còn hồ sơ") && staff.page.contains("Đã xóa theo yêu cầu"))
                #expect(!staff.page.contains("Hoà") && staff.page.contains("Đã xóa."))
                try await staff.open(place)
                #expect(staff.status == .notFound)
                try await bystander.open("/citizen/personal")
                #expect(bystander.status == .ok, "another's record stays")

                let left = try await office.database.read { tx in
                    try tx.rows(
                        """
                        SELECT id FROM identity_citizen UNION ALL SELECT citizen_id FROM identity_citizen_session
                        """
                    ).map { try $0.get(0, as: String.self) }
                }
                #expect(left.count == 2 && !left.contains(id.description))
                #expect(try await office.texts(containing: "chuyển đi").isEmpty)
                let report = try await office.database.read { tx in try LedgerVerification().report(on: tx) }
                #expect(report.findings.isEmpty && report.entries > 0)

                let again = browser.other()
                try await again.signIn(byCodeTo: "hoa@example.vn", in: office)
                #expect(try await office.citizen(in: again).citizenID != id, "a new record")
                try await again.open("/citizen/personal")
                #expect(again.page.contains("Chưa ai xem") && !again.page.contains("Hoà"))
            }
        }
    }

    @Test(
        "goes by its term, counted from the last sign-in, unless a hold or a waiting request keeps it",
        arguments: Backend.available)
    func retention(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            let data = office.identity.personal
            let store = CitizenStore(keys: office.identity.keys)
            var ids: [Citizen.ID] = []
            for name in ["an", "binh", "chi", "dung"] {
                let address = try #require(EmailAddress("\(name)@example.vn"))
                let now = office.dial.now
                ids.append(try await office.database.write { tx in try store.local(address, at: now, in: tx) }.id)
            }
            try await data.hold(DataHolder(ids[1]), reason: "đang thanh tra", by: Self.clerk)
            let waiting = try await data.file(.access, "Cho tôi xem", for: DataHolder(ids[2]), by: ids[2].unnamed)
            office.dial.advance(by: .days(1_000))
            try await office.serve { browser in try await browser.signIn(byCodeTo: "dung@example.vn", in: office) }
            #expect(try await data.eraseExpired() == 0, "without a rule nothing is erased")
            try await data.setTerm(.citizens, days: 1_095, ground: "Quy chế của thành phố", by: Self.clerk)
            office.dial.advance(by: .days(94))
            #expect(try await data.eraseExpired() == 0)
            office.dial.advance(by: .days(2))
            #expect(try await data.eraseExpired() == 1)
            #expect(try await data.citizen(ids[0]) == nil)
            for id in ids.dropFirst() { #expect(try await data.citizen(id) != nil) }
            try await data.answer(waiting, .granted, "Đã gửi", by: Self.clerk)
            let hold = try #require(try await data.holds(of: DataHolder(ids[1])).first)
            try await data.lift(hold.id, of: DataHolder(ids[1]), by: Self.clerk)
            #expect(try await data.eraseExpired() == 2)
            #expect(try await data.citizen(ids[3]) != nil, "who signed in since stays")
            #expect(try await data.eraseExpired() == 0)
        }
    }
}
