// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Letters
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Codes by e-mail for one network")
struct EmailCodeThrottleTests {
    @Test("are twenty that nobody uses, then pauses of up to five minutes", arguments: Backend.available)
    func letters(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            try await office.serve { browser in
                try await browser.open("/sign-in")
                for number in 1...20 {
                    try await browser.submit("/sign-in/email", ["email": "a\(number)@example.vn"])
                    #expect(browser.location == "/sign-in/email/code", "\(number)")
                }
                try await browser.submit("/sign-in/email", ["email": "a21@example.vn"])
                #expect(browser.status == .tooManyRequests && browser.headers[.retryAfter] != nil)
                let neighbour = browser.other()
                neighbour.address = "203.0.113.8"
                try await neighbour.ask(for: "a21@example.vn")
                #expect(neighbour.location == "/sign-in/email/code")

                // Four hours of trying, every minute.
                var sent = 20
                for _ in 0..<240 {
                    office.dial.advance(by: .minutes(1))
                    let origin = SignInOrigin(address: browser.address, userAgent: "")
                    do {
                        _ = try await office.identity.emailCodes.ask(for: try Self.person(sent), from: origin) { _ in
                            ("x", "x")
                        }
                        sent += 1
                    } catch IdentityError.locked {}
                }
                #expect((40...80).contains(sent), "\(sent)")
                #expect(try await office.events(.locked) > 0)
            }
        }
    }

    @Test("that are used cost nothing: a hamlet of a hundred signs in through one address")
    func used() async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.serve { browser in
                for number in 1...100 {
                    let person = browser.other()
                    try await person.signIn(byCodeTo: "a\(number)@example.vn", in: office)
                    #expect(person.session != nil, "\(number)")
                }
            }
        }
    }

    @Test("may be guessed at fifty times, whichever was asked for", arguments: Backend.available)
    func guesses(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            try await office.serve { browser in
                var wrong = 0
                for number in 0..<13 {
                    let attempt = browser.other()
                    // Letters are asked for from elsewhere: only guesses come from here.
                    attempt.address = "198.51.100.\(number)"
                    try await attempt.ask(for: "a\(number)@example.vn")
                    attempt.address = "203.0.113.7"
                    for _ in 0..<4 where wrong < 50 {
                        try await attempt.submit("/sign-in/email/code", ["code": "0000000"])
                        #expect(attempt.status == .unprocessableContent)
                        wrong += 1
                    }
                }
                #expect(wrong == 50)
                let honest = browser.other()
                honest.address = "192.0.2.1"
                try await honest.ask(for: "hoa@example.vn")
                let code = try await office.code(for: "hoa@example.vn")
                honest.address = "203.0.113.7"
                try await honest.submit("/sign-in/email/code", ["code": code])
                #expect(
                    honest.status == .tooManyRequests && honest.headers[.retryAfter] != nil && honest.session == nil)
                honest.address = "192.0.2.1"
                try await honest.submit("/sign-in/email/code", ["code": code])
                #expect(honest.session != nil, "elsewhere the same code is good")
                try await office.hire("hanh.nt")
                #expect(try await office.refusal("hanh.nt", Office.password) == nil, "passwords are another matter")
            }
        }
    }

    @Test(
        "of a proxy that nobody named, or of no address, are counted together, ten times as many",
        arguments: ["127.0.0.1", "::1", ""])
    func thisMachine(address: String) async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            let origin = SignInOrigin(address: address, userAgent: "")
            for number in 1...200 {
                _ = try await office.identity.emailCodes.ask(for: try Self.person(number), from: origin) { _ in
                    ("x", "x")
                }
            }
            await #expect(throws: IdentityError.locked(until: office.dial.now + .minutes(1))) {
                _ = try await office.identity.emailCodes.ask(for: try Self.person(201), from: origin) { _ in ("x", "x")
                }
            }
        }
    }

    private static func person(_ number: Int) throws -> EmailAddress {
        try #require(EmailAddress("p\(number)@example.vn"))
    }
}
