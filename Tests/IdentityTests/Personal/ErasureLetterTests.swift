// SPDX-License-Identifier: Apache-2.0

import Basics
import Letters
import SQLStore
import TestSupport
import Testing

@testable import Identity

@Suite("The letter about an erasure")
struct ErasureLetterTests {
    private static let clerk = PersonalDataTests.clerk

    private func know(_ email: String?, name: String?, in office: Office) async throws -> Citizen.ID {
        let (store, now) = (CitizenStore(keys: office.identity.keys), office.dial.now)
        let profile = CitizenProfile(
            kind: .person, name: name, organisation: nil, identityNumber: "072001000123", taxCode: nil,
            organisationCode: nil, email: email, phone: nil, born: nil)
        return try await office.database.write { tx in
            try store.kept(profile, subject: email ?? "0720", provider: "vneid", at: now, in: tx).id
        }
    }

    /// Asks for an erasure and grants it.
    private func erase(_ id: Citizen.ID, answer: String = "Đã xóa theo yêu cầu.", in office: Office) async throws {
        let data = office.identity.personal
        let request = try await data.file(.erase, "Xóa giúp tôi", for: DataHolder(id), by: id.unnamed)
        office.dial.advance(by: .days(1))
        try await data.answer(request, .granted, answer, by: Self.clerk)
    }

    @Test(
        "says in both languages what was asked, answered, erased and kept, and lies sealed until it is sent",
        arguments: Backend.available)
    func granted(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let id = try await know("hoa@example.vn", name: "Trần Thị Hoà", in: office)
            try await erase(id, answer: "Đã xóa, xin cảm ơn bà.", in: office)
            #expect(try await office.identity.personal.citizen(id) == nil)

            let letters = try await office.letters()
            let letter = try #require(letters.first)
            #expect(
                letters.count == 1 && letter.recipient == EmailAddress("hoa@example.vn").map(LetterRecipient.email)
                    && letter.purpose == "data-erased")
            #expect(letter.subject == "Dữ liệu của bạn đã được xóa / Your data has been erased")
            let day = CivilZone.vietNam.day(of: office.dial.now).iso8601.split(separator: "-")
            for words in [
                "Kính gửi Trần Thị Hoà,", "Theo yêu cầu của bạn gửi ngày", "\(day[2])/\(day[1])/\(day[0])",
                "Trả lời của chúng tôi: Đã xóa, xin cảm ơn bà.", "Đã xóa, không lấy lại được",
                "Được giữ lại vì pháp luật",
                "Dear Trần Thị Hoà,", "Our answer: Đã xóa, xin cảm ơn bà.", "Erased for good", "Kept because law",
            ] {
                #expect(letter.text.contains(words), "\(words)")
            }
            #expect(!letter.text.contains("[identity") && !letter.text.contains("072001000123"))
            #expect(letter.goodUntil == office.dial.now + .days(7))
            let stored = try await office.database.read { tx in
                try tx.value("SELECT content FROM letter", as: String.self) ?? ""
            }
            #expect(stored.hasPrefix("k1.") && !stored.contains("hoa@example"))
        }
    }

    @Test("goes out when the term of a record is over, and names the provision")
    func term() async throws {
        try await Office.open(on: .sqlite) { office in
            _ = try await know("an@example.vn", name: nil, in: office)
            let data = office.identity.personal
            try await data.setTerm(.citizens, days: 1_095, ground: "Quy chế lưu trữ của thành phố", by: Self.clerk)
            office.dial.advance(by: .days(1_096))
            #expect(try await data.eraseExpired() == 1)
            let letter = try #require(try await office.letters().first)
            #expect(letter.text.contains("Kính gửi ông/bà,") && letter.text.contains("Quy chế lưu trữ của thành phố"))
            #expect(letter.text.contains("1.095 ngày") && letter.text.contains("1,095 days"))
            #expect(!letter.text.contains("Trả lời của chúng tôi"))
        }
    }

    @Test("is written to nobody whose address is unknown or no address, and not for what did not happen")
    func none() async throws {
        try await Office.open(on: .sqlite) { office in
            for email in [nil, "không phải thư"] as [String?] {
                let id = try await know(email, name: "Lê Văn Tám", in: office)
                try await erase(id, in: office)
                #expect(try await office.identity.personal.citizen(id) == nil)
            }
            #expect(try await office.letters().isEmpty)

            let data = office.identity.personal
            let held = try await know("giu@example.vn", name: "Lê Thị Giữ", in: office)
            try await data.hold(DataHolder(held), reason: "đang khiếu nại", by: Self.clerk)
            await #expect(throws: PersonalError.held) { try await erase(held, in: office) }
            let refused = try await know("khong@example.vn", name: "Lê Thị Không", in: office)
            let request = try await data.file(.erase, "Xóa giúp tôi", for: DataHolder(refused), by: refused.unnamed)
            try await data.answer(request, .refused, "Còn hồ sơ đang giải quyết", by: Self.clerk)
            #expect(try await office.letters().isEmpty)
        }
    }
}
