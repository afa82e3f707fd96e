// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import HummingbirdTesting
import Ports
import Testing
import Web

@testable import Operations

@Suite("Acknowledging an alarm")
struct AcknowledgementTests {
    private let path = "/operations/alarms/a1/acknowledgement"

    @Test("is kept with name, moment and note, and told on the desk")
    func acknowledge() async throws {
        let site = try OperationsSite()
        try await site.test { browser in
            let answer = try await browser.post(path, ["note": "Đã gọi trạm"])
            #expect(answer.status == .seeOther)
            #expect(answer.headers[.location] == "/operations")
        }
        let alarm = try #require(try await site.city.alarm("a1"))
        #expect(alarm.acknowledgedBy == "Nguyễn Thị operator")
        #expect(alarm.acknowledgedAt == Sample.now)
        #expect(site.city.notes["a1"] == "Đã gọi trạm")
    }

    @Test(
        "takes any note, in its composed form",
        arguments: [
            ("", ""), ("   \r\n ", ""), ("🚒 đã báo 👍🏽", "🚒 đã báo 👍🏽"), ("Hoa\u{0300} Tha\u{0300}nh", "Hoà Thành"),
            ("dòng 1\r\ndòng 2", "dòng 1\ndòng 2"), ("<b>&\"'", "<b>&\"'"), ("a\u{0}b", "ab"),
        ])
    func notes(sent: String, kept: String) async throws {
        let site = try OperationsSite()
        let status = try await site.test { try await $0.post(path, ["note": sent]).status }
        #expect(status == .seeOther)
        #expect(site.city.notes["a1"].map { Array($0.unicodeScalars) } == Array(kept.unicodeScalars))
    }

    @Test("a form without the field is one without a note")
    func missing() async throws {
        let site = try OperationsSite()
        #expect(try await site.test { try await $0.post(path, [:]).status } == .seeOther)
        #expect(site.city.notes["a1"] == "")
    }

    @Test("a note beyond the limit is shown again, nothing is kept")
    func tooLong() async throws {
        let site = try OperationsSite()
        let long = String(repeating: "ấ", count: AcknowledgementPage.noteLimit + 1)
        let answer = try await site.test { try await $0.post(path, ["note": long]) }
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(long))
        #expect(answer.text.contains("error-summary"))
        #expect(site.city.notes.isEmpty)
    }

    @Test("without the form's own token nothing happens", arguments: ["", "wrong", "AAAA"])
    func token(token: String) async throws {
        let site = try OperationsSite()
        let answer = try await site.test { try await $0.post(path, ["note": "x"], token: token) }
        #expect(answer.status == .forbidden)
        #expect(site.city.notes.isEmpty)
        #expect(site.city.calls["acknowledge"] == nil)
    }

    @Test("the second is told who was first, and sees the note that was not kept")
    func race() async throws {
        let site = try OperationsSite()
        let answer = try await site.test { browser in
            let form = try await browser.open(path)
            _ = try await browser.post(path, ["note": "một"], as: .environmentOfficer)
            return try await form.send(["note": "hai <b>"])
        }
        #expect(answer.status == .conflict)
        #expect(answer.text.contains("Nguyễn Thị environment-officer"))
        #expect(answer.text.contains("hai &lt;b&gt;"))
        #expect(site.city.notes["a1"] == "một")
    }

    @Test("the page of an alarm that somebody acknowledged has no form")
    func known() async throws {
        let page = try await OperationsSite().test { try await $0.get("/operations/alarms/a2/acknowledgement").text }
        #expect(page.contains("Trần Văn Ba"))
        #expect(!page.contains("name=\"note\""))
    }

    @Test("an alarm that has ended is not acknowledged any more")
    func ended() async throws {
        let site = try OperationsSite()
        let answer = try await site.test { browser in
            let form = try await browser.open(path)
            site.city.change { $0.alarms[0] = $0.alarms[0].with(acknowledgedAt: nil, by: nil, endedAt: Sample.now) }
            return try await form.send(["note": "muộn"])
        }
        #expect(answer.status == .conflict)
        #expect(answer.text.contains("đã kết thúc"))
        #expect(site.city.notes.isEmpty)
    }

    @Test("an unknown alarm is not found", arguments: ["zzz", "..%2F..", "%00", "a1%0A"])
    func unknown(id: String) async throws {
        let answer = try await OperationsSite().test { try await $0.get("/operations/alarms/\(id)/acknowledgement") }
        #expect(answer.status == .notFound)
    }
}
