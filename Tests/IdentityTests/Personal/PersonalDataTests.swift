// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Personal data")
struct PersonalDataTests {
    static let clerk = Actor.person(id: "018f0000-0000-7000-8000-000000000001", name: "Võ Quốc Bảo")
    static let number = "072190001234"

    private func withPerson(
        on backend: Backend, _ body: @Sendable (Office, PersonalData, Person.ID) async throws -> Void
    ) async throws {
        try await Office.open(on: backend) { office in
            let id = try await office.identity.people.add(name: "Nguyễn Thị Hoà", by: Self.clerk)
            try await body(office, office.identity.personal, id)
        }
    }

    @Test(
        "a value has one form however it was typed",
        arguments: [
            (PersonalField.identityNumber, " 072 190 001 234 ", "072190001234"),
            (.identityNumber, "290.123.456", "290123456"),
            (.phone, "+84 912 345 678", "0912345678"), (.phone, "0912.345.678", "0912345678"),
            (.phone, "(0276) 382-2222", "02763822222"), (.email, " Hoa@VIDU.vn ", "hoa@vidu.vn"),
            (.address, "12  Cách Mạng Tháng 8, Phường Tân Ninh", "12 Cách Mạng Tháng 8, Phường Tân Ninh"),
        ])
    func settled(field: PersonalField, typed: String, form: String) throws {
        #expect(try field.settled(typed) == form)
    }

    @Test(
        "a value that is none is refused",
        arguments: [
            (PersonalField.identityNumber, "07219000123"), (.identityNumber, "٠٧٢١٩٠٠٠١٢٣٤"), (.identityNumber, ""),
            (.phone, "84912345678"), (.phone, "09123"), (.email, "hoa"), (.email, "a@b@c.vn"), (.email, "a@b"),
            (.email, "a b@c.vn"), (.email, "a@c..vn"), (.address, "ấp"),
        ])
    func refused(field: PersonalField, typed: String) {
        #expect(throws: PersonalError.malformed(field)) { try field.settled(typed) }
    }

    @Test(
        "a mask keeps enough to tell two apart and too little to use",
        arguments: [
            (PersonalField.identityNumber, "072190001234", "•••234"), (.phone, "0912345678", "•••678"),
            (.email, "hoa@vidu.vn", "h•••@vidu.vn"),
            (.address, "12 Cách Mạng Tháng 8, Phường Tân Ninh", "•••, Phường Tân Ninh"),
            (.address, "Ấp Trường Lưu", "•••"),
        ])
    func masks(field: PersonalField, value: String, mask: String) {
        #expect(field.masked(value) == mask)
    }

    @Test("what lies in the database is neither the value nor a plain hash of it", arguments: Backend.available)
    func sealed(on backend: Backend) async throws {
        try await withPerson(on: backend) { office, data, id in
            try await data.set(.identityNumber, to: Self.number, of: DataHolder(id), over: 0, by: Self.clerk)
            let row = try await office.database.read { tx in
                try tx.row("SELECT sealed, search_key FROM identity_personal").map {
                    (try $0.get(0, as: String.self), try $0.get(1, as: String.self))
                }
            }
            let (sealed, key) = try #require(row)
            #expect(!sealed.contains(Self.number) && !key.contains(Self.number))
            #expect(sealed.hasPrefix("k1.") && key.hasPrefix("k1."))
            // Another ring of keys finds nothing and opens nothing.
            let other = PersonalData(
                database: office.database, clock: office.dial.clock, keys: KeyRing(), calendar: data.calendar,
                letters: data.letters)
            #expect(try await other.find(Self.number, in: .identityNumber, reason: "tra cứu", by: Self.clerk).isEmpty)
            await #expect(throws: KeyError.damaged) {
                try await other.reveal(.identityNumber, of: DataHolder(id), reason: "xác minh", by: Self.clerk)
            }
            #expect(try await other.readings(of: DataHolder(id)).items.isEmpty, "a reading that failed was none")
        }
    }

    @Test("a value moved to another person's row does not open", arguments: Backend.available)
    func moved(on backend: Backend) async throws {
        try await withPerson(on: backend) { office, data, id in
            let other = try await office.identity.people.add(name: "Lê Văn Tám", by: Self.clerk)
            try await data.set(.phone, to: "0912345678", of: DataHolder(id), over: 0, by: Self.clerk)
            try await data.set(.phone, to: "0987654321", of: DataHolder(other), over: 0, by: Self.clerk)
            try await office.database.write { tx in
                try tx.execute(
                    """
                    UPDATE identity_personal SET sealed = (SELECT sealed FROM identity_personal WHERE holder = \(id))
                    WHERE holder = \(other)
                    """)
            }
            await #expect(throws: KeyError.damaged) { try await data.masked(of: DataHolder(other)) }
        }
    }

    @Test("a reading needs a reason, gives the whole value, and stands in both records", arguments: Backend.available)
    func revealed(on backend: Backend) async throws {
        try await withPerson(on: backend) { office, data, id in
            let holder = DataHolder(id)
            try await data.set(.phone, to: "+84912345678", of: holder, over: 0, by: Self.clerk)
            #expect(try await data.masked(of: holder).first { $0.field == .phone }?.text == "•••678")
            for reason in ["", "    ", "vì"] {
                await #expect(throws: PersonalError.reasonMissing) {
                    try await data.reveal(.phone, of: holder, reason: reason, by: Self.clerk)
                }
            }
            #expect(try await data.readings(of: holder).items.isEmpty, "a mask is no reading")
            office.dial.advance(by: .seconds(1))
            let text = try await data.reveal(.phone, of: holder, reason: "gọi trả kết quả", by: Self.clerk)
            #expect(text == "0912345678")
            let reading = try #require(try await data.readings(of: holder).items.first)
            #expect(reading.readerName == "Võ Quốc Bảo" && reading.reason == "gọi trả kết quả")
            #expect(reading.field == .phone && reading.way == .revealed)
            let acts = try await office.identity.people.acts(on: holder.id)
            #expect(acts.first?.kind == .personalRead && acts.first?.reason == "gọi trả kết quả")
            #expect(!acts.contains { $0.detail.contains("912345678") }, "no record holds the value")
        }
    }

    @Test("a person is found by a value typed in any form, and that counts as a reading", arguments: Backend.available)
    func found(on backend: Backend) async throws {
        try await withPerson(on: backend) { _, data, id in
            let holder = DataHolder(id)
            try await data.set(.identityNumber, to: Self.number, of: holder, over: 0, by: Self.clerk)
            try await data.set(.address, to: "12 Cách Mạng Tháng 8, Tân Ninh", of: holder, over: 0, by: Self.clerk)
            let found = try await data.find(
                "072.190.001.234", in: .identityNumber, reason: "đối chiếu hồ sơ", by: Self.clerk)
            #expect(found == [holder])
            #expect(
                try await data.find(
                    "12 cach mang thang 8, tan ninh", in: .address, reason: "đối chiếu", by: Self.clerk) == [holder])
            #expect(
                try await data.find("072190001235", in: .identityNumber, reason: "đối chiếu", by: Self.clerk).isEmpty)
            #expect(try await data.readings(of: holder).items.map(\.way) == [.searched, .searched])
        }
    }

    @Test("of two who enter a value at once, the second is told", arguments: Backend.available)
    func together(on backend: Backend) async throws {
        try await withPerson(on: backend) { _, data, id in
            let holder = DataHolder(id)
            try await data.set(.phone, to: "0912345678", of: holder, over: 0, by: Self.clerk)
            await #expect(throws: PersonalError.changedMeanwhile) {
                try await data.set(.phone, to: "0999999999", of: holder, over: 0, by: Self.clerk)
            }
            try await data.set(.phone, to: "0999999999", of: holder, over: 1, by: Self.clerk)
            #expect(try await data.masked(of: holder).first { $0.field == .phone }?.version == 2)
        }
    }

    @Test("after a new key everything is sealed with it, opens and is found", arguments: Backend.available)
    func rotated(on backend: Backend) async throws {
        try await withPerson(on: backend) { office, data, id in
            let holder = DataHolder(id)
            for (field, text) in [(PersonalField.phone, "0912345678"), (.email, "hoa@vidu.vn")] {
                try await data.set(field, to: text, of: holder, over: 0, by: Self.clerk)
            }
            let request = try await data.file(.access, "Cho tôi xem dữ liệu", for: holder, by: Self.clerk)
            #expect(try data.keys.add() == "k2")
            // Between the new key and the sealing anew both are found.
            #expect(try await data.find("0912345678", in: .phone, reason: "đối chiếu", by: Self.clerk) == [holder])
            #expect(try await data.reseal() == 2)
            #expect(try await data.resealRequests() == 1)
            #expect(try await data.reseal() == 0)
            #expect(try await data.resealRequests() == 0)
            let sealed = try await office.database.read { tx in
                try tx.rows("SELECT sealed FROM identity_personal").map { try $0.get(0, as: String.self) }
            }
            #expect(sealed.allSatisfy { $0.hasPrefix("k2.") })
            #expect(try await data.find("0912345678", in: .phone, reason: "đối chiếu", by: Self.clerk) == [holder])
            #expect(try await data.request(request).words == "Cho tôi xem dữ liệu")
        }
    }
}
