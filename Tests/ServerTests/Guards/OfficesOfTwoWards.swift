// SPDX-License-Identifier: Apache-2.0

import Basics
import Dossiers
import Foundation
import SQLStore
import Server
import Testing
import Web

@testable import Environment
@testable import Identity

/// Two officers with the same roles, by posts in two wards and by nothing
/// else, and things that belong to the first one's ward.
struct OfficesOfTwoWards: Sendable {
    static let own = "officer-of-own-ward"
    static let other = "officer-of-another-ward"
    static let roles: Set<Role> = [
        .operator, .environmentOfficer, .organisationOfficer, .receptionOfficer, .caseOfficer, .approver,
    ]

    let viewers: [String: Viewer]
    /// The unit of their posts, and the proof their sessions rest on, by their names.
    let offices: [String: (unit: String, proof: Actor.Proof)]
    /// Parts of addresses and fields, by name.
    let things: [String: String]

    private static let admin = Actor.person(id: "018f0000-0000-7000-8000-0000000000aa", name: "Võ Quốc Bảo")

    /// - Parameter seeded: With sample rows: `MAU0` and `MAU1` are stations of the first ward.
    init(in seeded: SeededCity) async throws {
        let identity = seeded.city.identity
        let people = identity.people
        let chart = try await identity.organisation.chart()
        let today = CivilZone.vietNam.day(of: .machineNow)
        func unit(_ code: String) throws -> OrgUnit.ID {
            try #require(chart.unit(scheme: "vamco", code: code, on: today)?.id)
        }
        var viewers: [String: Viewer] = [:]
        var offices: [String: (unit: String, proof: Actor.Proof)] = [:]
        for (name, code) in [(Self.own, "25459-UBND"), (Self.other, "25480-UBND")] {
            let account = try await Self.account(name, in: seeded)
            let person = try await people.add(name: "Nguyễn Văn \(code.prefix(5))", by: Self.admin)
            // The committee stands below the ward.
            let post = try await people.establish(
                .init(
                    unit: try unit(code), title: "Chuyên viên \(code)", titleEnglish: "", standing: .officer,
                    roles: Self.roles, reach: .parent), by: Self.admin)
            try await people.link(name, to: person, by: Self.admin)
            try await people.appoint(
                person, to: post, .permanent, from: .machineNow - .days(1), to: nil, act: "QĐ", version: 1,
                by: Self.admin)
            let standing = try await people.standing(of: try #require(Account.ID(account)))
            let proof = try await Self.proof(of: account, in: seeded)
            var viewer = Crowd.person(standing.roles, id: account, name: name)
            viewer.actor = viewer.actor.proved(by: proof).acting(in: standing.office)
            viewer.offices = standing.offices
            viewers[name] = viewer
            offices[name] = (try unit(code).description, proof)
        }
        let ownAccount = try #require(viewers[Self.own]?.actor.personID)
        self.viewers = viewers
        self.offices = offices

        let (division, centre) = (try unit("25459-VHXH"), try unit("25459-PVHCC"))
        let competence = Competence(
            id: Competence.ID(at: .machineNow), function: "van-hoa", part: .authority, territory: division,
            unit: division, validity: Validity(since: today), act: "", source: "test")
        try await identity.organisation.assign(competence, by: Self.admin)
        let post = try await people.establish(
            .init(
                unit: division, title: "Chuyên viên mẫu", titleEnglish: "", standing: .officer, roles: [.leader],
                reach: .subtree), by: Self.admin)
        let holder = try await people.add(name: "Phạm Thị Giao", by: Self.admin)
        let receiver = try await people.add(name: "Lê Văn Nhận", by: Self.admin)
        try await people.appoint(
            holder, to: post, .permanent, from: .machineNow - .days(1), to: nil, act: "", version: 1, by: Self.admin)
        let held = try #require(try await people.staff().appointments(of: holder).first)
        try await people.delegate(
            held.id, to: receiver, roles: [.leader], from: .machineNow, until: .machineNow + .days(9), act: "",
            by: Self.admin)
        let delegation = try #require(try await people.staff().delegations.first { $0.appointment == held.id })
        var things = [
            "unit": division.description, "revision": String(try #require(chart[division]).revision),
            "centre": centre.description, "centre-revision": String(try #require(chart[centre]).revision),
            "competence": competence.id.description, "person": holder.description, "receiver": receiver.description,
            "post": post.description,
            "appointment": held.id.description, "delegation": delegation.id.description,
            "version": String(try #require(try await people.staff().people[receiver]).version),
        ]
        things.merge(try await Self.records(in: seeded)) { $1 }
        things.merge(try await Self.dossiers(in: seeded)) { $1 }
        things["own-account"] = ownAccount
        self.things = things
    }

    /// A sign-in with both factors, on record.
    private static func proof(of account: String, in seeded: SeededCity) async throws -> Actor.Proof {
        let id = Identifier<OfficesOfTwoWards>(at: .machineNow).description
        try await seeded.quietDatabase.write { tx in
            try tx.execute(
                """
                INSERT INTO identity_authentication (id, at, account_id, method, level, device, address)
                VALUES (\(id), 0, \(account), 'password+code', 'medium', '', '')
                """)
        }
        return Actor.Proof(authentication: id, assurance: "medium")
    }

    private static func account(_ login: String, in seeded: SeededCity) async throws -> String {
        let id = Identifier<OfficesOfTwoWards>(at: .machineNow).description
        try await seeded.quietDatabase.write { tx in
            try tx.execute(
                """
                INSERT INTO identity_account (id, login, login_key, name, search_key, password_hash, password_set_at,
                    password_due, is_sample, created_at, version)
                VALUES (\(id), \(login), \(LoginName.key(ofTyped: login)), \(login), '', '', 0, 0, 0, 0, 1)
                """)
        }
        return id
    }

    /// Dossiers that wait to be received in the first ward, one of them at rest,
    /// and a procedure that is taken at the counter.
    private static func dossiers(in seeded: SeededCity) async throws -> [String: String] {
        var things = ["office": try await seeded.office().unit]
        for act in ["data", "file", "act", "sign", "assign", "transfer", "pay", "supply", "withdraw", "resume"] {
            let dossier = try await seeded.dossier(by: .person(id: "applicant", name: "x"), key: act)
            things["dossier-\(act)"] = dossier.id.description
            guard act == "file" else { continue }
            things["file"] = try await seeded.city.dossiers.desk.whole(dossier.id).papers.flatMap(\.files).first
        }
        let offices = try await seeded.quietDatabase.read { try OfficeStore.offices(in: $0) }
        things["other-office"] = try #require(offices.last).unit
        let rest = try #require(things["dossier-resume"])
        let today = CivilZone.vietNam.day(of: .machineNow)
        let definitions = seeded.city.dossiers.definitions
        things["counter-procedure"] = try await seeded.quietDatabase.write { tx in
            try tx.execute(
                """
                INSERT INTO dossier_fact (dossier, number, kind, at, actor, actor_name, step, action, target,
                    target_name, mark, promise, words)
                VALUES (\(rest), 2, 'paused', 0, 'system:test', '', '', '', 'site', '', '', '', '')
                """)
            try tx.execute("UPDATE dossier SET revision = 2 WHERE id = \(rest)")
            let codes = try tx.rows("SELECT code FROM dossier_procedure WHERE code < '8' ORDER BY code").map {
                try $0.get(0, as: String.self)
            }
            return try codes.first { code in
                guard let found = try definitions.inForce(code, on: today, in: tx) else { return false }
                return found.head == nil && found.definition.channels.contains(.direct)
            }
        }
        return things
    }

    /// An open alarm, a waiting entry of the quarantine, a flag and a draft of
    /// an import, all of stations of the first ward.
    private static func records(in seeded: SeededCity) async throws -> [String: String] {
        let draft = Identifier<OfficesOfTwoWards>(at: .machineNow).description
        let plan = String(
            decoding: try JSONEncoder().encode(SeriesImportPlan(station: .fixed("MAU0"))), as: UTF8.self)
        return try await seeded.quietDatabase.write { tx in
            try tx.execute(
                """
                INSERT INTO environment_import (id, name, content, size, plan, state, created_at, created_by,
                    created_by_name, rows_total, rows_done, accepted, refused)
                VALUES (\(draft), 'mau.csv', NULL, 10, \(plan), 'draft', 0, 'person:x', 'x', 0, 0, 0, 0)
                """)
            let alarm = try tx.value(
                """
                SELECT a.id FROM environment_alarm a JOIN environment_station s ON s.id = a.station_id
                WHERE s.code = 'MAU0' AND a.ended_at IS NULL
                """, as: String.self)
            let entry = try tx.value(
                "SELECT id FROM environment_quarantine WHERE station_code = 'MAU0'", as: Int.self)
            let flag = try tx.value(
                """
                SELECT max(f.id) FROM environment_flag f JOIN environment_station s ON s.id = f.station_id
                WHERE s.code = 'TNI001'
                """, as: Int.self)
            return [
                "alarm": try #require(alarm), "entry": String(try #require(entry)), "flag": String(try #require(flag)),
                "draft": draft,
            ]
        }
    }
}
