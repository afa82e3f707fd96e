// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore
import Synchronization
import TestSupport
import Testing

@testable import Identity

@Suite("What forms know of whoever fills them in")
struct ApplicantProfileTests {
    private final class Erased: Sendable { let all = Mutex<[String]>([]) }

    private func citizen(
        _ kind: CitizenProfile.Kind, born: String?, in office: Office
    ) async throws -> Citizen {
        let profile = CitizenProfile(
            kind: kind, name: "Trần Thị Hoà", organisation: kind == .business ? "Công ty Sông Vàm" : nil,
            identityNumber: "072195000123", taxCode: nil, organisationCode: nil, email: "hoa@example.vn",
            phone: "0912345678", born: born)
        let now = office.dial.now
        let store = CitizenStore(keys: office.identity.keys)
        return try await office.database.write { tx in
            try store.kept(profile, subject: "\(kind) \(born ?? "")", provider: "vneid", at: now, in: tx)
        }
    }

    @Test("is what their provider told, and its reading is written down as their own", arguments: Backend.available)
    func told(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let data = office.identity.personal
            let hoa = try await citizen(.person, born: "08/03/1995", in: office)
            let profile = try #require(try await data.profile(of: hoa.actor))
            #expect(profile.name == "Trần Thị Hoà" && profile.identityNumber == "072195000123")
            #expect(profile.birthDate == CivilDay(1995, 3, 8) && profile.phone == "0912345678")
            let readings = try await data.readings(of: DataHolder(hoa.id)).items
            #expect(readings.count == 1 && readings[0].way == .own && readings[0].readerName.isEmpty)

            let odd = try await citizen(.person, born: "tháng ba", in: office)
            #expect(try await data.profile(of: odd.actor)?.birthDate == nil)
            let firm = try await citizen(.business, born: nil, in: office)
            #expect(try await data.profile(of: firm.actor)?.identityNumber == nil)
            #expect(try await data.profile(of: .person(id: "x", name: "x")) == nil)
            #expect(try await data.profile(of: .visitor) == nil)
        }
    }

    @Test(
        "goes with what other features keep of them when their record is erased, or neither does",
        arguments: Backend.available)
    func erased(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let hoa = try await citizen(.person, born: nil, in: office)
            let now = office.dial.now
            struct Refusal: Error {}
            var data = office.identity.personal
            data.erasedElsewhere = [{ _, _ in throw Refusal() }]
            let failing = data
            await #expect(throws: Refusal.self) {
                try await office.database.write { tx in
                    try failing.eraseAll(
                        of: DataHolder(hoa.id), .term(days: 30, ground: "Quy chế"), by: .system("test"), at: now, in: tx
                    )
                }
            }
            #expect(try await data.citizen(hoa.id) != nil)
            let erased = Erased()
            data.erasedElsewhere = [{ citizen, _ in erased.all.withLock { $0.append(citizen) } }]
            let working = data
            try await office.database.write { tx in
                try working.eraseAll(
                    of: DataHolder(hoa.id), .term(days: 30, ground: "Quy chế"), by: .system("test"), at: now, in: tx)
            }
            #expect(erased.all.withLock { $0.contains(hoa.id.description) })
            #expect(try await data.citizen(hoa.id) == nil)
        }
    }
}
