// SPDX-License-Identifier: Apache-2.0

import Basics
import Letters
import SQLStore
import TestSupport
import Testing
import Web

@testable import Dossiers

extension SampleSeal: LetterSeal {}

@Suite("What applicants are told")
struct NoticeTests {
    static func ways(_ channels: Set<LetterChannel> = [.email, .sms]) -> NoticeDesk.Ways {
        NoticeDesk.Ways(box: LetterBox(seal: SampleSeal()), channels: channels, origin: "https://tanninh.example.vn")
    }

    private static func request(
        email: String = "an@example.vn", by channel: ProcedureDefinition.Channel = .direct
    ) -> Submission {
        var request = SampleDesk.request(by: channel)
        request.answers["applicant-email"] = .text(email)
        return request
    }

    private func letters(_ city: SampleDesk) async throws -> [Letter] {
        try await city.database.read { tx in
            let box = LetterBox(seal: SampleSeal())
            return try tx.rows("SELECT id FROM letter ORDER BY queued_at, id")
                .compactMap { try box.letter(try $0.get(0), in: tx) }
        }
    }

    private func kinds(_ city: SampleDesk, _ dossier: Dossier) async throws -> [NoticeKind] {
        try await city.database.read { tx in
            try NoticeStore.sent(about: dossier.id, in: tx).filter { $0.notice.channel == .sms }
                .map(\.notice.kind).reversed()
        }
    }

    @Test("goes with the act, by e-mail and short message, and names nobody", arguments: Backend.available)
    func both(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend, ways: Self.ways()) { city in
            let dossier = try await city.received(Self.request())
            let letters = try await letters(city)
            // At the counter that it arrived is seen.
            #expect(letters.count == 2)
            let email = try #require(letters.first { $0.recipient.channel == .email })
            let message = try #require(letters.first { $0.recipient.channel == .sms })
            #expect(email.recipient == EmailAddress("an@example.vn").map(LetterRecipient.email))
            #expect(email.subject.hasPrefix("Hồ sơ \(dossier.code): "))
            #expect(email.text.contains("03/12/2026") && email.text.contains("https://tanninh.example.vn/follow"))
            #expect(message.recipient == PhoneNumber("0912 345 678").map(LetterRecipient.phone))
            #expect(message.text.hasPrefix("Phuong Tan Ninh da tiep nhan ho so MAU.01-261130-0001."))
            for letter in letters {
                #expect(!letter.text.contains("Nguyễn Văn An") && !letter.text.contains("079099000123"))
            }
            let threads = try await city.database.read { tx in
                try tx.rows("SELECT thread FROM letter ORDER BY thread").map { try $0.get(0, as: String.self) }
            }
            #expect(threads == ["email", "sms"].map { "\(dossier.id) \($0)" })
        }
    }

    @Test("tells of everything that is the applicant's to know, and of nothing else", arguments: Backend.available)
    func everything(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend, ways: Self.ways()) { city in
            var dossier = try await city.desk.submit(Self.request(by: .online), by: SampleDesk.citizen).dossier
            #expect(try await kinds(city, dossier) == [.submitted])
            dossier = try await city.act(SampleDesk.accept, on: dossier, by: SampleDesk.linh)
            let officer = SampleDesk.person(dossier.holder)
            var deed = SampleDesk.deed("extend", "chờ xác minh tại nơi ở cũ")
            deed.moment = try #require(dossier.dueAt) + .days(4)
            dossier = try await city.act(deed, on: dossier, by: officer)
            dossier = try await city.act(
                SampleDesk.deed("propose", "Dự thảo nội bộ", confirmed: [.applicantConfirmed]), on: dossier,
                by: officer)
            dossier = try await city.act(SampleDesk.deed("sign", proved: true), on: dossier, by: SampleDesk.chau)
            dossier = try await city.act(SampleDesk.deed("number"), on: dossier, by: SampleDesk.nga)
            #expect(try await kinds(city, dossier) == [.submitted, .received, .extended, .ready])
            let words = try await letters(city).map(\.text).joined(separator: "\n")
            // The apology carries its reason; what one office writes to the other stays there.
            #expect(words.contains("chờ xác minh tại nơi ở cũ") && !words.contains("Dự thảo nội bộ"))
            #expect(words.contains("/my/dossiers/\(dossier.id)"))
        }
    }

    @Test("goes only where somebody can be reached, and nowhere when the act is refused", arguments: Backend.available)
    func reach(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend, ways: Self.ways([.sms])) { city in
            var request = Self.request(email: "không có")
            request.answers["applicant-phone"] = .text("0276 382 2233")
            let dossier = try await city.received(request)
            #expect(try await letters(city).isEmpty)
            let other = try await city.received(Self.request())
            #expect(try await letters(city).map(\.recipient.channel) == [.sms])
            await #expect(throws: DossierError.self) {
                try await city.act(
                    SampleDesk.deed("supplement"), on: other, by: SampleDesk.person(other.holder))
            }
            #expect(try await letters(city).count == 1)
            #expect(try await kinds(city, dossier).isEmpty)
        }
    }

    @Test("fits three short messages in letters every telephone has", arguments: NoticeKind.allCases)
    func short(kind: NoticeKind) async throws {
        let office = DossierOffice(
            unit: "u", unitCode: "1", agency: "MAU.01",
            name: String(repeating: "Ủy ban nhân dân xã Hảo Đước ", count: 20),
            nameEnglish: "x")
        try await SampleDesk.open(on: .sqlite, ways: Self.ways()) { city in
            let dossier = try await city.received()
            let wordings = city.desk.notices.languages
            let text = NoticeText(kind: kind, dossier: dossier, office: office, words: "lý do", origin: "https://x")
            let short = text.shortMessage(in: wordings[0])
            #expect(short.count <= NoticeText.longest && short.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            #expect(!short.contains("?") && !short.contains("[") && !short.contains("{"))
            let long = text.email(in: wordings) + text.subject(in: wordings)
            #expect(!long.contains("[dossiers") && !long.contains("{"))
        }
    }
}
