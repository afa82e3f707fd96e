// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Sessions of citizens")
struct CitizenSessionTests {
    @Test("go on over a new key that a command added beside the running program", arguments: Backend.available)
    func rotated(on backend: Backend) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/keys"
            try await Office.sendingCodes(on: backend, keys: KeyRing(file: path)) { office in
                try await office.serve { browser in
                    try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                    try await browser.open("/citizen")
                    try await browser.submit("/citizen/name", ["name": "Trần Thị Hoà"])

                    let command = try office.another(settings: .sendingCodes, keys: KeyRing(file: path))
                    let done = try await command.identity.rotateKeys()
                    #expect(done.key == "k2" && done.records == 1)
                    #expect(try await office.profiles().allSatisfy { $0.hasPrefix("k2.") })

                    try await browser.open("/citizen")
                    #expect(browser.status == .ok && browser.page.contains("Trần Thị Hoà"))
                    let again = browser.other()
                    try await again.signIn(byCodeTo: "hoa@example.vn", in: office)
                    try await again.open("/citizen")
                    #expect(again.page.contains("Trần Thị Hoà"), "the same citizen as before")
                    #expect(try await office.profiles().count == 1)
                }
            }
        }
    }

    @Test("of whom nothing opens are out with a message, and the next sign-in mends it", arguments: Backend.available)
    func unreadable(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            try await office.serve { browser in
                try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                let citizen = try await office.citizen(in: browser).citizenID
                for damaged in ["k9.AAAA", "nonsense"] {
                    _ = try await office.database.write { tx in
                        try tx.execute("UPDATE identity_citizen SET profile = \(damaged)")
                    }
                    try await browser.open("/organisation")
                    #expect(browser.status == .ok, "a public page is there all the same")
                    try await browser.open("/citizen")
                    #expect(browser.location?.hasPrefix("/sign-in?return") == true)
                    try await browser.open(browser.location ?? "")
                    #expect(
                        browser.status == .ok && browser.page.contains("hồ sơ đăng nhập của bạn hiện không mở được"))
                }
                try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                try await browser.open("/citizen")
                #expect(browser.status == .ok)
                #expect(try await office.citizen(in: browser).citizenID == citizen)
            }
        }
    }

    @Test("end with the next request when the city takes the way in away that they came by")
    func wayGone() async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.serve { browser in
                try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                let session = try #require(browser.session)
                let restarted = try office.another()
                try await restarted.serve { later in
                    later.hold(session: session)
                    try await later.open("/citizen")
                    #expect(later.location?.hasPrefix("/sign-in") == true)
                    try await later.open("/sign-in")
                    #expect(later.page.contains("không còn nhận đăng nhập theo cách bạn đã dùng"))
                }
                #expect(try await office.events(.sessionEnded) == 1)
                try await browser.open("/citizen")
                #expect(browser.location?.hasPrefix("/sign-in") == true, "it is over for good")
            }
        }
    }

    @Test("of a provider that is not in the settings any more are over, those of the others go on")
    func providerGone() async throws {
        try await ForeignDesk.open { desk in
            let gone = try await desk.arrive(try await desk.journey())
            let other = try await desk.arrive(try await desk.journey(to: ForeignDesk.other), at: ForeignDesk.other)
            let left = OpenIDSettings(
                providers: [ForeignDesk.other], publicOrigin: "http://localhost", outgoing: desk.host)
            let restarted = try desk.office.another(openID: left)
            #expect(try await restarted.viewer(gone.token) == nil)
            #expect(try await restarted.viewer(other.token) != nil)
        }
    }
}

extension Office {
    /// What is sealed of citizens.
    func profiles() async throws -> [String] {
        try await database.read { tx in
            try tx.rows("SELECT profile FROM identity_citizen ORDER BY id").map { try $0.get(0, as: String.self) }
        }
    }
}
