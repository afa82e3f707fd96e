// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Ledger
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Finding a citizen at the counter")
struct CitizenFindingTests {
    private static let clerk = PersonalDataTests.clerk

    private static func profile(
        _ name: String?, number: String? = nil, email: String? = nil, phone: String? = nil,
        kind: CitizenProfile.Kind = .person
    ) -> CitizenProfile {
        CitizenProfile(
            kind: kind, name: name, organisation: kind == .business ? name : nil, identityNumber: number, taxCode: nil,
            organisationCode: nil, email: email, phone: phone, born: nil)
    }

    /// Signs somebody in as a provider would.
    private func know(_ profile: CitizenProfile, as subject: String, in office: Office) async throws -> Citizen.ID {
        let (store, now) = (CitizenStore(keys: office.identity.keys), office.dial.now)
        return try await office.database.write { tx in
            try store.kept(profile, subject: subject, provider: "vneid", at: now, in: tx).id
        }
    }

    private func find(_ value: String, _ field: PersonalField, in office: Office) async throws -> [Citizen.ID] {
        try await office.identity.personal.find(value, in: field, reason: "yêu cầu tại quầy", by: Self.clerk)
            .compactMap(\.citizen)
    }

    @Test(
        "goes by the exact value however it is typed, and by nothing that is not the whole value",
        arguments: Backend.available)
    func exact(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let hoa = try await know(
                Self.profile("Trần Thị Hoà", number: "072001000123", email: "Hoa@Example.vn", phone: "+84 912 345 678"),
                as: "1", in: office)
            let shop = try await know(
                Self.profile("Cửa hàng Bình", email: "hoa@example.vn", phone: "02763 822 233", kind: .business),
                as: "2", in: office)
            let foreign = try await know(Self.profile("Nguyễn Ân", phone: "+1 202 555 0123"), as: "3", in: office)

            for typed in ["0912345678", "+84 912.345.678", "0084912345678", "(0912) 345-678"] {
                #expect(try await find(typed, .phone, in: office) == [hoa], "\(typed)")
            }
            for typed in ["072001000123", "072 001 000 123"] {
                #expect(try await find(typed, .identityNumber, in: office) == [hoa], "\(typed)")
            }
            #expect(
                Set(try await find("HOA@EXAMPLE.VN", .email, in: office)) == [hoa, shop], "one mailbox, two records")
            for (typed, field) in [("0912345679", PersonalField.phone), ("072001000124", .identityNumber)] {
                #expect(try await find(typed, field, in: office).isEmpty)
            }
            await #expect(throws: PersonalError.malformed(.phone)) { try await find("0912", .phone, in: office) }
            await #expect(throws: PersonalError.reasonMissing) {
                try await office.identity.personal.find("0912345678", in: .phone, reason: " ", by: Self.clerk)
            }
            #expect(
                try await office.identity.personal.citizen(foreign) != nil, "who cannot be found is there all the same")
        }
    }

    @Test("keeps nothing of the value that could be read or guessed without the key file", arguments: Backend.available)
    func sealed(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            _ = try await know(
                Self.profile("Hoà", number: "072001000123", email: "hoa@example.vn"), as: "1", in: office)
            let kept = try await office.database.read { tx in
                try tx.rows("SELECT field, search_key FROM identity_citizen_value ORDER BY field").map {
                    (try $0.get(0, as: String.self), try $0.get(1, as: String.self))
                }
            }
            #expect(kept.map(\.0) == ["email", "identity-number"])
            #expect(kept.allSatisfy { $0.1.hasPrefix("k1.") && !$0.1.contains("072001000123") && !$0.1.contains("@") })
            #expect(kept[0].1 != kept[1].1)
        }
    }

    @Test(
        "follows the record: another value, a value that is gone, another key, an erasure", arguments: Backend.available
    )
    func follows(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let id = try await know(
                Self.profile("Hoà", email: "cu@example.vn", phone: "0912345678"), as: "1", in: office)
            #expect(
                try await know(Self.profile("Hoà", email: "moi@example.vn"), as: "1", in: office) == id)
            #expect(try await find("cu@example.vn", .email, in: office).isEmpty)
            #expect(try await find("0912345678", .phone, in: office).isEmpty, "the provider no longer tells it")
            #expect(try await find("moi@example.vn", .email, in: office) == [id])

            _ = try office.identity.keys.add()
            #expect(try await find("moi@example.vn", .email, in: office) == [id], "found under the old key too")
            _ = try await office.identity.rotateKeys()
            #expect(try await find("moi@example.vn", .email, in: office) == [id])
            let newest = try office.identity.keys.newest
            let key = try await office.database.read { tx in
                try tx.value("SELECT search_key FROM identity_citizen_value", as: String.self)
            }
            #expect(key?.hasPrefix(newest + ".") == true)

            let data = office.identity.personal
            let request = try await data.file(.erase, "Xóa giúp tôi", for: DataHolder(id), by: id.unnamed)
            try await data.answer(request, .granted, "Đã xóa", by: Self.clerk)
            #expect(try await find("moi@example.vn", .email, in: office).isEmpty)
            let left = try await office.database.read { tx in
                try tx.value("SELECT count(*) FROM identity_citizen_value", as: Int.self)
            }
            #expect(left == 0)
        }
    }

    @Test("reaches those who came before anybody could be found, also beside one whose record does not open")
    func before() async throws {
        try await Office.open(on: .sqlite) { office in
            var ids: [Citizen.ID] = []
            for number in 1...7 {
                ids.append(
                    try await know(
                        Self.profile("Hoà \(number)", email: "h\(number)@example.vn"), as: "\(number)", in: office))
            }
            try await office.database.write { [ids] tx in
                try tx.execute("DELETE FROM identity_citizen_value")
                try tx.execute("UPDATE identity_citizen SET is_findable = 0")
                try tx.execute("UPDATE identity_citizen SET profile = 'k1.AAAA' WHERE id = \(ids[2])")
            }
            #expect(try await find("h7@example.vn", .email, in: office) == [ids[6]])
            #expect(try await find("h3@example.vn", .email, in: office).isEmpty)
            #expect(try await find("h1@example.vn", .email, in: office) == [ids[0]])
        }
    }

    @Test("walks no table", arguments: Backend.available)
    func plan(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            _ = try await know(Self.profile("Hoà", email: "hoa@example.vn"), as: "1", in: office)
            let record = RecordingDatabase(office.database)
            let known = office.identity.personal
            let data = PersonalData(
                database: record, clock: known.clock, keys: known.keys, calendar: known.calendar, letters: known.letters
            )
            #expect(
                try await data.find("hoa@example.vn", in: .email, reason: "yêu cầu tại quầy", by: Self.clerk).count == 1
            )
            for statement in record.recorded {
                let scanned = try await record.scannedTables(of: statement)
                #expect(scanned.isEmpty, "\(scanned) is walked by \(statement.rendered(for: record.dialect).text)")
            }
        }
    }

    @Test(
        "is a reading with its reason in the ledger, which the person sees; it shows them masked, leads to their data, and a request is taken down there",
        arguments: Backend.available)
    func pages(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            try await office.hire("quan.tri", name: "Võ Quốc Bảo", [.administrator])
            try await office.serve { browser in
                let citizen = browser.other()
                try await citizen.signIn(byCodeTo: "hoa@example.vn", in: office)
                let id = try #require(try await office.citizen(in: citizen).citizenID)

                try await browser.signIn("quan.tri")
                try await browser.open("/people/data")
                let asked = ["field": "email", "value": "hoa@example.vn", "reason": "bà Hoà đến quầy"]
                try await office.writes(["personal-read"]) {
                    try await browser.submit("/people/data/finding", asked)
                }
                let place = "/people/data/citizens/\(id.description)"
                #expect(browser.page.contains(place) && browser.page.contains("h•••@example.vn"))
                #expect(!browser.page.contains("hoa@example.vn"), "the result is masked, and the field is empty again")
                try await office.writes([]) {
                    try await browser.submit("/people/data/finding", asked.merging(["value": "x@example.vn"]) { $1 })
                }
                #expect(browser.page.contains("Không tìm thấy người nào"))

                try await browser.open(place)
                #expect(browser.page.contains("bà Hoà đến quầy") && browser.page.contains("Tìm theo giá trị"))
                try await browser.submit(place + "/requests", ["kind": "correct", "words": "?"])
                #expect(browser.status == .unprocessableContent && browser.page.contains("error-summary"))
                try await office.writes(["request-filed"]) {
                    try await browser.submit(place + "/requests", ["kind": "correct", "words": "Sửa tên tôi"])
                }
                #expect(browser.location == place)

                try await citizen.open("/citizen/personal")
                #expect(citizen.page.contains("bà Hoà đến quầy") && citizen.page.contains("Võ Quốc Bảo"))
                #expect(citizen.page.contains("Sửa tên tôi") && citizen.page.contains("Đang chờ"))

                // Whoever took it down does not answer it.
                let request = try #require(try await office.identity.personal.requests(.open).items.first)
                try await browser.open("/people/data/requests/\(request.id.description)")
                try await browser.submit(
                    "/people/data/requests/\(request.id.description)", ["state": "granted", "answer": "Đã sửa"])
                #expect(browser.status == .conflict)
            }
        }
    }
}
