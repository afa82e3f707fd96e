// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Ports
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Requests about personal data, terms and holds")
struct DataRequestTests {
    static let clerk = PersonalDataTests.clerk
    /// Who files for somebody: never who answers.
    static let desk = Actor.person(id: "018f0000-0000-7000-8000-000000000002", name: "Lê Thị Thu")

    @Test("a request is due two working days on, and late the day after", arguments: Backend.available)
    func term(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            // Friday, 13 February 2026, 16:00: Tết lies between.
            let friday = try #require(Instant(iso8601: "2026-02-13T16:00:00+07:00"))
            office.dial.set(friday)
            let data = office.identity.personal
            let holder = DataHolder(try await office.hire("an.ninh").id)
            let id = try await data.file(.correct, "Sửa địa chỉ của tôi", for: holder, by: Self.desk)
            let request = try await data.request(id)
            #expect(request.dueOn.iso8601 == "2026-02-24")
            #expect(!request.isLate(on: request.dueOn) && request.isLate(on: request.dueOn + 1))
            #expect(try await data.calendar.workingCalendar().knows(2026))
        }
    }

    @Test("what was asked and answered lies sealed; an answer is given once", arguments: Backend.available)
    func answered(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let data = office.identity.personal
            let holder = DataHolder(try await office.hire("an.ninh").id)
            await #expect(throws: PersonalError.requestEmpty) {
                try await data.file(.access, " ? ", for: holder, by: Self.desk)
            }
            let id = try await data.file(.access, "Cho tôi xem dữ liệu", for: holder, by: Self.desk)
            await #expect(throws: PersonalError.answerMissing) {
                try await data.answer(id, .granted, "", by: Self.clerk)
            }
            await #expect(throws: PersonalError.answerMissing) {
                try await data.answer(id, .open, "Đã xem", by: Self.clerk)
            }
            try await data.answer(id, .granted, "Đã gửi bản sao", by: Self.clerk)
            await #expect(throws: PersonalError.answeredAlready) {
                try await data.answer(id, .refused, "Không được", by: Self.clerk)
            }
            let own = try await data.requests(of: holder)
            #expect(own.map(\.answer) == ["Đã gửi bản sao"] && own.first?.state == .granted)
            let stored = try await office.database.read { tx in
                try tx.row("SELECT sealed_words, sealed_answer FROM identity_data_request").map {
                    try $0.get(0, as: String.self) + (try $0.get(1, as: String.self))
                }
            }
            #expect(stored?.contains("dữ liệu") == false && stored?.contains("bản sao") == false)
        }
    }

    @Test(
        "granting a request to erase takes the fields and what the ledger's commitments stand for; the log stays whole",
        arguments: Backend.available)
    func erased(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let data = office.identity.personal
            let (own, other) = (
                try await office.identity.people.add(name: "Nguyễn Thị Hoà", by: Self.clerk),
                try await office.identity.people.add(name: "Trần Văn Bình", by: Self.clerk)
            )
            for id in [own, other] {
                try await data.set(.phone, to: "0912345678", of: DataHolder(id), over: 0, by: Self.clerk)
                _ = try await data.reveal(.phone, of: DataHolder(id), reason: "gọi lại cho công dân", by: Self.clerk)
            }
            try await office.database.write { tx in _ = try Sealing.number(in: tx) }
            let before = try await office.database.read { tx in try EntryStore.entries(from: 1, limit: 500, in: tx) }
            let about = before.filter { $0.record[.objectID] == own.description }.map { $0.record[.id] }
            let openings = try await Self.openings(of: about, office)
            #expect(about.count >= 3 && openings >= 2)

            let holder = DataHolder(own)
            try await data.hold(holder, reason: "đang thanh tra", by: Self.clerk)
            let id = try await data.file(.erase, "Xin xóa dữ liệu của tôi", for: holder, by: Self.desk)
            await #expect(throws: PersonalError.held) {
                try await data.answer(id, .granted, "Đã xóa", by: Self.clerk)
            }
            #expect(try await data.request(id).state == .open)
            #expect(try await Self.openings(of: about, office) >= 2)
            let hold = try #require(try await data.holds(of: holder).first)
            try await data.lift(hold.id, of: holder, by: Self.clerk)
            try await data.answer(id, .granted, "Đã xóa", by: Self.clerk)

            #expect(try await Self.openings(of: about, office) == 0, "of before: no act of them is evidence")
            #expect(try await data.masked(of: holder).allSatisfy { $0.text == nil })
            #expect(try await data.masked(of: DataHolder(other)).contains { $0.text != nil }, "another's data stays")
            let report = try await office.database.read { tx in try LedgerVerification().report(on: tx) }
            #expect(report.findings.isEmpty && report.entries >= before.count)
            let (after, others) = try await office.database.read { tx in
                (
                    try EntryStore.entries(from: 1, limit: before.count, in: tx),
                    try tx.value("SELECT count(*) FROM ledger_opening", as: Int.self) ?? 0
                )
            }
            #expect(after.map(\.hash) == before.map(\.hash) && others >= 2)
        }
    }

    @Test(
        "a field erased by hand or by its term takes along why it was read, and nothing of another field",
        arguments: Backend.available, [true, false])
    func oneField(on backend: Backend, byHand: Bool) async throws {
        try await Office.open(on: backend) { office in
            let data = office.identity.personal
            let own = try await office.identity.people.add(name: "Nguyễn Thị Hoà", by: Self.clerk)
            let holder = DataHolder(own)
            try await data.set(.phone, to: "0912345678", of: holder, over: 0, by: Self.clerk)
            try await data.set(.email, to: "hoa@example.vn", of: holder, over: 0, by: Self.clerk)
            for field in [PersonalField.phone, .email] {
                _ = try await data.reveal(field, of: holder, reason: "gọi lại: phone của chị Hoà", by: Self.clerk)
            }
            try await office.database.write { tx in _ = try Sealing.number(in: tx) }

            if byHand {
                try await data.erase(.phone, of: holder, reason: "không cần nữa", by: Self.clerk)
            } else {
                let now = office.dial.now
                try await office.database.write { tx in
                    try tx.execute("UPDATE identity_person SET left_at = \(now) WHERE id = \(own)")
                }
                try await data.setTerm(.field(.phone), days: 30, ground: "theo quy chế", by: Self.clerk)
                office.dial.advance(by: .days(31))
                #expect(try await data.eraseExpired() == 1)
            }

            let values = try await office.database.read { tx in
                try tx.rows("SELECT value FROM ledger_opening").map { try $0.get(0, as: String.self) }
            }
            #expect(!values.contains { $0.hasPrefix("revealed: phone") })
            #expect(values.contains { $0.hasPrefix("revealed: email") })
            #expect(values.count { $0 == "gọi lại: phone của chị Hoà" } == 1, "why the other field was read stays")
            #expect(values.contains("phone"), "that it was erased stays")
            #expect(!byHand || values.contains("không cần nữa"), "and why")
            let report = try await office.database.read { tx in try LedgerVerification().report(on: tx) }
            #expect(report.findings.isEmpty && report.entries > 0)
        }
    }

    @Test(
        "granting a request to erase spares the record of the person's account: from where it was changed",
        arguments: Backend.available)
    func account(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let data = office.identity.personal
            let own = try await office.identity.people.add(name: "Nguyễn Thị Hoà", by: Self.clerk)
            let account = try await office.hire("hoa.nt", name: "Nguyễn Thị Hoà")
            try await office.identity.people.link("hoa.nt", to: own, by: Self.clerk)
            try await office.identity.accounts.disable(
                account.id, version: account.version, because: "điều chuyển công tác", by: Self.clerk, from: Office.home
            )
            try await office.database.write { tx in _ = try Sealing.number(in: tx) }
            let filed = try await office.database.read { tx in
                try tx.rows("SELECT id FROM ledger_entry WHERE object_id = \(account.id)").map {
                    try $0.get(0, as: String.self)
                }
            }
            let before = try await Self.openings(of: filed, office)
            #expect(before > 0)

            let request = try await data.file(.erase, "Xin xóa dữ liệu của tôi", for: DataHolder(own), by: Self.desk)
            try await data.answer(request, .granted, "Đã xóa", by: Self.clerk)

            #expect(try await Self.openings(of: filed, office) == before)
            let report = try await office.database.read { tx in try LedgerVerification().report(on: tx) }
            #expect(report.findings.isEmpty)
        }
    }

    @Test("a request to erase that is refused, and one of another kind, erase nothing")
    func notErased() async throws {
        try await Office.open(on: .sqlite) { office in
            let data = office.identity.personal
            let id = try await office.identity.people.add(name: "Nguyễn Thị Hoà", by: Self.clerk)
            let holder = DataHolder(id)
            try await data.set(.phone, to: "0912345678", of: holder, over: 0, by: Self.clerk)
            for (kind, state) in [(DataRequest.Kind.erase, DataRequest.State.refused), (.access, .granted)] {
                let request = try await data.file(kind, "Yêu cầu của tôi", for: holder, by: Self.desk)
                try await data.answer(request, state, "Đã xem xét", by: Self.clerk)
            }
            #expect(try await data.masked(of: holder).contains { $0.text != nil })
        }
    }

    private static func openings(of entries: [String], _ office: Office) async throws -> Int {
        try await office.database.read { tx in
            try entries.reduce(0) { try $0 + OpeningStore.openings(of: $1, in: tx).count }
        }
    }

    @Test("open requests come by their term, page by page, and twenty may wait", arguments: Backend.available)
    func queue(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let data = office.identity.personal
            let holder = DataHolder(try await office.hire("an.ninh").id)
            for number in 1...20 {
                _ = try await data.file(.other, "Yêu cầu \(number)", for: holder, by: Self.desk)
                office.dial.advance(by: .hours(5))
            }
            await #expect(throws: PersonalError.tooManyRequests) {
                try await data.file(.other, "Yêu cầu nữa", for: holder, by: Self.desk)
            }
            var seen: [DataRequest] = []
            var cursor: Cursor?
            repeat {
                let page = try await data.requests(.open, after: cursor, limit: 7)
                seen += page.items
                cursor = page.next
            } while cursor != nil
            #expect(seen.count == 20 && Set(seen.map(\.id)).count == 20)
            #expect(seen.map(\.dueOn) == seen.map(\.dueOn).sorted())
            #expect(seen.allSatisfy { $0.words.isEmpty }, "a list shows no words")
        }
    }

    @Test("a term erases what people who left had, unless a hold keeps it", arguments: Backend.available)
    func retention(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let (data, people) = (office.identity.personal, office.identity.people)
            var ids: [Person.ID] = []
            for name in ["Lê Văn Ở", "Trần Thị Đi", "Phạm Văn Giữ"] {
                let id = try await people.add(name: name, by: Self.clerk)
                try await data.set(.phone, to: "0912345678", of: DataHolder(id), over: 0, by: Self.clerk)
                try await data.set(.email, to: "a@vidu.vn", of: DataHolder(id), over: 0, by: Self.clerk)
                ids.append(id)
            }
            for id in ids.dropFirst() {
                try await people.leave(id, version: 1, because: "điều chuyển công tác", by: Self.clerk)
            }
            office.dial.advance(by: .seconds(1))
            try await data.hold(DataHolder(ids[2]), reason: "đang thanh tra", by: Self.clerk)
            #expect(try await data.eraseExpired() == 0, "without a rule nothing is erased")
            await #expect(throws: PersonalError.reasonMissing) {
                try await data.setTerm(.field(.phone), days: 30, ground: "", by: Self.clerk)
            }
            try await data.setTerm(.field(.phone), days: 30, ground: "Quy chế của cơ quan", by: Self.clerk)
            office.dial.advance(by: .days(29))
            #expect(try await data.eraseExpired() == 0)
            office.dial.advance(by: .days(2))
            #expect(try await data.eraseExpired() == 1)
            func phone(_ id: Person.ID) async throws -> String? {
                try await data.masked(of: DataHolder(id)).first { $0.field == .phone }?.text
            }
            #expect(try await phone(ids[0]) != nil, "who works here keeps it")
            #expect(try await phone(ids[1]) == nil)
            #expect(try await phone(ids[2]) != nil, "a hold keeps it")
            #expect(try await data.masked(of: DataHolder(ids[1])).contains { $0.field == .email && $0.text != nil })
            await #expect(throws: PersonalError.held) {
                try await data.erase(.email, of: DataHolder(ids[2]), reason: "theo yêu cầu", by: Self.clerk)
            }
            let hold = try #require(try await data.holds(of: DataHolder(ids[2])).first)
            office.dial.advance(by: .seconds(1))
            try await data.lift(hold.id, of: DataHolder(ids[2]), by: Self.clerk)
            await #expect(throws: PersonalError.unknownHold) {
                try await data.lift(hold.id, of: DataHolder(ids[2]), by: Self.clerk)
            }
            office.dial.advance(by: .seconds(1))
            #expect(try await data.eraseExpired() == 1)
            let acts = try await people.acts(on: ids[2].description)
            #expect(acts.map(\.kind).prefix(3) == [.personalErased, .holdLifted, .holdPlaced])
        }
    }
}
