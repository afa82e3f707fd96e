// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ports
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("What a provider tells of somebody")
struct ClaimTests {
    private static let tables = try? ClaimTables.shipped()

    /// One line of Reference/openid-claims.csv, and where it should be read to.
    struct Case: Sendable, CustomTestStringConvertible {
        let table: String
        let claim: String
        let read: @Sendable (CitizenProfile) -> String?
        var testDescription: String { "\(table) \(claim)" }
    }

    static let cases: [Case] = [
        Case(table: "standard", claim: "name") { $0.name }, Case(table: "standard", claim: "email") { $0.email },
        Case(table: "standard", claim: "phone_number") { $0.phone },
        Case(table: "standard", claim: "birthdate") { $0.born },
        Case(table: "national", claim: "HoVaTen") { $0.name },
        Case(table: "national", claim: "SoDinhDanh") { $0.identityNumber },
        Case(table: "national", claim: "SoCMND") { $0.identityNumber },
        Case(table: "national", claim: "NgayThangNamSinh") { $0.born },
        Case(table: "national", claim: "ThuDienTu") { $0.email },
        Case(table: "national", claim: "SoDienThoai") { $0.phone },
        Case(table: "national", claim: "TenDoanhNghiep") { $0.organisation },
        Case(table: "national", claim: "MaSoDoanhNghiep") { $0.organisationCode },
        Case(table: "national", claim: "MaSoThue") { $0.taxCode },
    ]

    @Test("is read by the line of its table, and by no other", arguments: cases)
    func line(of given: Case) throws {
        let tables = try #require(Self.tables)
        for claims in [[given.claim: ClaimValue.text(" 0310 ")], [given.claim: .number(310)]] {
            let profile = tables.profile(of: claims, by: given.table)
            let expected = claims[given.claim]?.number == nil ? "0310" : "310"
            #expect(given.read(profile) == expected && profile.kind == .person)
            let told = [
                profile.name, profile.organisation, profile.identityNumber, profile.taxCode, profile.organisationCode,
                profile.email, profile.phone, profile.born,
            ]
            #expect(told.compactMap { $0 }.count == 1)
        }
    }

    @Test("has a case here for every line of the table")
    func everyLine() throws {
        let file = IdentityFeature.resources.appendingPathComponent("Reference/openid-claims.csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let given = Set(Self.cases.map { "\($0.table) \($0.claim)" } + ["national LoaiTaiKhoan"])
        #expect(Set(lines.map { "\($0[0]) \($0[2])" }) == given)
    }

    @Test(
        "makes a business of account kind 2 alone",
        arguments: [
            (ClaimValue.text("2"), true), (.number(2), true), (.text("1"), false), (.number(1), false),
            (.text("22"), false),
            (.truth(true), false), (.nothing, false), (.list([.text("2")]), false),
        ])
    func business(kind: ClaimValue, isBusiness: Bool) throws {
        let profile = try #require(Self.tables).profile(
            of: [
                "LoaiTaiKhoan": kind, "TenDoanhNghiep": .text("Công ty Vàm Cỏ"), "MaSoThue": .text("3900123456"),
                "HoVaTen": .text("Trần Thị Hoà"),
            ], by: "national")
        #expect((profile.kind == .business) == isBusiness)
        #expect(profile.displayName == (isBusiness ? "Công ty Vàm Cỏ" : "Trần Thị Hoà"))
        #expect(profile.taxCode == "3900123456")
    }

    @Test(
        "is not read at all by a table with a line that nothing can be made of",
        arguments: ["x,nothing-known,c,", "x,name", "x,name,,", ",name,c,", "x,business,c,"])
    func damaged(line: String) {
        #expect(throws: ClaimTables.Damaged(line: 3)) {
            try ClaimTables(utf8: Array("table,field,claim,equals\nx,name,c,\n\(line)\n".utf8))
        }
    }

    @Test("of a business stands with the citizen, sealed, after a sign-in")
    func signIn() async throws {
        try await ForeignDesk.open { desk in
            desk.host.behave {
                $0.claims = [
                    "LoaiTaiKhoan": .text("2"), "TenDoanhNghiep": .text("Công ty Vàm Cỏ"),
                    "MaSoThue": .text("3900123456"),
                ]
            }
            let done = try await desk.arrive(try await desk.journey())
            #expect(done.citizen.profile.kind == .business && done.citizen.name == "Công ty Vàm Cỏ")
            #expect(done.citizen.profile.taxCode == "3900123456")
        }
    }

    @Test("at its userinfo endpoint counts after what it signed, and of the same subject alone")
    func userInfo() async throws {
        try await ForeignDesk.open { desk in
            func arrive() async throws -> Citizen {
                try await desk.arrive(
                    try await desk.journey(to: ForeignDesk.telling), at: ForeignDesk.telling
                ).citizen
            }
            desk.host.behave {
                $0.userInfo = [
                    "sub": .text("0720"), "ThuDienTu": .text("hoa@example.vn"), "HoVaTen": .text("Người khác"),
                ]
            }
            let citizen = try await arrive()
            #expect(citizen.profile.email == "hoa@example.vn" && citizen.name == "Nguyễn Thị Hoà")
            for wrong in [["sub": HostileProvider.Claim.text("0721")], ["sub": .number(720)], [:]] {
                desk.host.behave { $0.userInfo = wrong.merging(["HoVaTen": .text("Người khác")]) { own, _ in own } }
                await #expect(throws: OpenIDError(.wrongSubject, ForeignDesk.telling, "userinfo")) {
                    _ = try await arrive()
                }
            }
        }
    }

    @Test("of when somebody proved who they are is kept, and nothing is made up where it says nothing")
    func proved() async throws {
        try await ForeignDesk.open { desk in
            let silent = try await desk.arrive(try await desk.journey())
            #expect(try await desk.office.viewer(silent.token)?.provedAge == nil)
            let sessions = desk.office.identity.citizenSessions
            #expect(try await sessions.open(of: silent.citizen.id, token: nil).all.map(\.provedAt) == [nil])

            desk.host.behave { $0.claims["auth_time"] = .number(Office.start.seconds - 7_200) }
            let told = try await desk.arrive(try await desk.journey())
            #expect(try await desk.office.viewer(told.token)?.provedAge == .hours(2))
        }
    }
}
