// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing
import Web

@testable import Dossiers

@Suite("A form of the portal")
struct FormPageTests {
    @Test("is filled in page by page, looked over, and handed in once however often it is sent")
    func whole() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.begin("1.004194")
            let first = try await portal.get("\(draft)/pages/applicant")
            #expect(first.text.contains("Bước 2 trong 5"))
            let next = try await portal.fill(PortalSite.stay[0].fields, at: "\(draft)/pages/applicant")
            #expect(next.status == 303 && next.location == "\(draft)/pages/stay")
            let papers = try await portal.fill(PortalSite.stay[1].fields, at: "\(draft)/pages/stay")
            #expect(papers.location == "\(draft)/papers")
            let page = try await portal.get("\(draft)/papers")
            #expect(page.text.contains("CT01") && page.text.contains("name=\"p-place\""))
            #expect(page.text.contains("value=\"upload\""))
            let unanswered = try await portal.fill([:], at: "\(draft)/papers")
            #expect(unanswered.status == 422 && unanswered.text.contains("#field-p-place"))
            let answers = try await portal.fill(
                ["p-ct01": "counter", "p-place": "database"], at: "\(draft)/papers")
            #expect(answers.location == draft)

            let all = try await portal.get(draft)
            #expect(all.text.contains("08/03/1995") && all.text.contains("Cá nhân, hộ gia đình"))
            #expect(all.text.contains("7.000 đồng") && !all.text.contains("Còn thiếu"))
            let undeclared = try await portal.send([:], on: all, to: "\(draft)/submission")
            #expect(undeclared.status == 422 && portal.submitting.taken.isEmpty)
            let handed = try await portal.send(["declared": "yes"], on: all, to: "\(draft)/submission")
            let again = try await portal.send(["declared": "yes"], on: all, to: "\(draft)/submission")
            #expect(handed.status == 303 && again.status == 303 && again.location == draft)
            let taken = try #require(portal.submitting.taken.first)
            #expect(portal.submitting.taken.count == 1 && taken.procedure == "1.004194" && taken.definition == 1)
            #expect(taken.answers["applicant-phone"] == .text("0912345678") && taken.caseCode == "person")
            #expect(taken.answers["stay-until"] == .day(try #require(CivilDay(2027, 11, 30))))
            #expect(taken.papers.map(\.code) == ["ct01", "place"] && taken.papers[1].way == .database)
            #expect(taken.onBehalf == nil && taken.answers["on-behalf"] == nil)

            let done = try await portal.get(draft)
            #expect(done.text.contains("H53.25459-261123-0001") && done.text.contains("KHOA-TRA-CUU"))
            #expect(!done.text.contains("Cách Mạng Tháng Tám"))
            #expect(try await portal.get("\(draft)/pages/stay").location == draft)
            #expect(try await !portal.get("/my/drafts").text.contains(draft))
        }
    }

    @Test("brings up on the same page what an answer makes it ask, and forgets it when the answer changes")
    func conditions() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.begin("1.001193")
            let parents = "\(draft)/pages/parents"
            let page = try await portal.get(parents)
            #expect(page.text.contains("q-father-known") && !page.text.contains("q-father-name"))
            let more = try await portal.fill(
                ["q-mother-name": "Trần Thị Hoà", "q-father-known": "yes"], at: parents)
            #expect(more.status == 303 && more.location == parents)
            let asked = try await portal.get(parents)
            #expect(asked.text.contains("q-father-name") && asked.text.contains("q-parents-married"))
            #expect(!asked.text.contains("name=\"q-marriage-certificate"))
            let missing = try await portal.fill(["q-father-name": "", "q-parents-married": "no"], at: parents)
            #expect(missing.status == 422 && missing.text.contains("#field-q-father-name"))
            let on = try await portal.fill(["q-father-name": "Lê An", "q-parents-married": "no"], at: parents)
            #expect(on.location == "\(draft)/pages/result")
            #expect(try await portal.get(draft).text.contains("Lê An"))

            try await portal.fill(["q-father-known": "no"], at: parents)
            #expect(
                try await !portal.get(draft).text.contains("Lê An"), "an answer that is asked no more counts no more")
            try await portal.fill(["q-father-known": "yes"], at: parents)
            #expect(
                try await portal.get(draft).text.contains("Lê An"), "whoever changes their mind back finds it again")

            // A page that is not asked at all is passed over.
            try await portal.fill(Self.foundling, at: "\(draft)/pages/child")
            #expect(try await portal.get(parents).location.hasPrefix(draft))
            #expect(try await !portal.get(draft).text.contains("Lê An"))
        }
    }

    private static let foundling = [
        "q-birth-circumstance": "abandoned",
        "q-child-name": "Lê Bé", "q-child-birth-date": "01/11/2026", "q-child-sex": "female",
        "q-child-birth-place": "Bệnh viện Tây Ninh", "q-child-ethnicity": "Kinh", "q-child-hometown": "Tây Ninh",
    ]

    @Test(
        "names what is wrong beside its field, keeps what was typed and saves nothing of it",
        arguments: [
            ("q-applicant-name", "An 🌊", "chỉ gồm chữ cái"), ("q-applicant-name", "\u{202E}nA", "chỉ gồm chữ cái"),
            ("q-applicant-name", String(repeating: "Hoà ", count: 30), "quá dài"),
            ("q-applicant-name", " ", "Hãy trả lời"),
            ("q-applicant-birth-date", "31/02/1995", "Ngày này không có"),
            ("q-applicant-birth-date", "24/11/2026", "tương lai"),
            ("q-applicant-identity", "0721 9500 012", "12 chữ số"), ("q-applicant-phone", "12", "bắt đầu bằng 0"),
            ("q-stay-kind", "x", "Hãy chọn"), ("q-applicant-email", "a@b", "thư điện tử"),
        ])
    func refusals(field: String, typed: String, words: String) async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.begin("1.004194")
            var fields = PortalSite.stay[0].fields
            fields[field] = typed
            let answer = try await portal.fill(fields, at: "\(draft)/pages/applicant")
            #expect(answer.status == 422 && answer.text.contains(words), "\(answer.status)")
            #expect(answer.text.contains("href=\"#field-\(field)\""))
            #expect(answer.text.contains("value=\"0912 345 678\"") || field == "q-applicant-phone")
            #expect(try await portal.get(draft).text.contains("Chưa trả lời"))
        }
    }

    @Test(
        "takes names of one word and of eighty letters, and numbers with blanks",
        arguments: ["Lan", String(String(repeating: "Hoà ", count: 20).dropLast())])
    func names(name: String) async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.begin("1.004194")
            var fields = PortalSite.stay[0].fields
            fields["q-applicant-name"] = name
            fields["q-applicant-identity"] = " 072 195 000 123 "
            #expect(try await portal.fill(fields, at: "\(draft)/pages/applicant").status == 303)
            let page = try await portal.get(draft).text
            #expect(page.contains("<bdi>\(name)</bdi>") && page.contains("<bdi>072195000123</bdi>"))
        }
    }

    @Test("begins with what the sign-in told, says so, and lets it be changed; not for somebody else")
    func prefill() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.begin("1.004194")
            let page = try await portal.get("\(draft)/pages/applicant").text
            #expect(page.contains("value=\"Trần Thị Hoà\"") && page.contains("value=\"072195000123\""))
            #expect(page.contains("value=\"08/03/1995\"") && page.contains("Điền sẵn từ thông tin đăng nhập"))
            #expect(page.contains("autocomplete=\"name\""))
            var fields = PortalSite.stay[0].fields
            fields["q-applicant-name"] = "Trần Thị Hoa"
            try await portal.fill(fields, at: "\(draft)/pages/applicant")
            let answers = try await portal.get(draft).text
            let name = try #require(answers.firstRange(of: "<bdi>Trần Thị Hoa</bdi>"))
            #expect(!answers[name.upperBound...].prefix(60).contains("từ thông tin đăng nhập"))
            #expect(answers.contains("072195000123</bdi> <small class=\"muted\">(từ thông tin đăng nhập)"))

            try await portal.fill(["q-on-behalf": "other"], at: "\(draft)/pages/on-behalf")
            let others = try await portal.get("\(draft)/pages/applicant").text
            #expect(others.contains("value=\"Trần Thị Hoa\""), "what was typed stays")
            #expect(!others.contains("072195000123") && !others.contains("autocomplete=\"name\""))
        }
    }

    @Test("may be filled in for somebody else, which is asked, shown and handed in")
    func onBehalf() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.begin("1.004194", onBehalf: false)
            let here = "\(draft)/pages/on-behalf"
            #expect(try await !portal.get(here).text.contains("q-on-behalf-name"))
            #expect(try await portal.fill(["q-on-behalf": "other"], at: here).location == here)
            #expect(try await portal.fill(["q-on-behalf-name": "Lê Văn Già"], at: here).status == 422)
            let on = try await portal.fill(
                ["q-on-behalf-name": "Lê Văn Già", "q-on-behalf-relation": "child", "q-on-behalf-ground": "authority"],
                at: here)
            #expect(on.location == "\(draft)/pages/applicant")
            #expect(try await !portal.get(on.location).text.contains("072195000123"))
            for (page, fields) in PortalSite.stay { try await portal.fill(fields, at: "\(draft)/pages/\(page)") }
            try await portal.fill(["p-ct01": "counter", "p-place": "counter"], at: "\(draft)/papers")
            let all = try await portal.get(draft)
            #expect(all.text.contains("Lê Văn Già") && all.text.contains("Tôi có văn bản ủy quyền"))
            try await portal.send(["declared": "yes"], on: all, to: "\(draft)/submission")
            let taken = try #require(portal.submitting.taken.first?.onBehalf)
            #expect(taken.name == "Lê Văn Già" && taken.relation == "child" && taken.ground == "authority")
        }
    }

    @Test("is not handed in while a condition is not fulfilled, and says which")
    func obstacles() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.stay()
            try await portal.fill(["q-stay-until": "30/11/2026"], at: "\(draft)/pages/stay?back=answers")
            let all = try await portal.get(draft)
            #expect(all.text.contains("Ngày hết tạm trú phải sau ngày bắt đầu") && !all.text.contains("/submission"))
            // Whoever sends it all the same is told again.
            let page = try await portal.get("\(draft)/pages/stay").text
            let revision = try #require(page.firstMatch(of: /name="revision" value="(\d+)"/)).1
            let forced = try await portal.send(
                ["declared": "yes", "revision": String(revision), "version": "1"], on: all,
                form: "\(draft)/deletion", to: "\(draft)/submission")
            #expect(forced.status == 422 && portal.submitting.taken.isEmpty, "\(forced.status)")
        }
    }
}
