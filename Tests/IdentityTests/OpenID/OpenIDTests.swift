// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ports
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

/// An office with one provider that may be hostile.
struct ForeignDesk {
    let office: Office
    let host: HostileProvider

    static let provider = OpenIDProvider(
        id: "vneid", name: "VNeID", issuer: HostileProvider.issuer, clientID: "vamco",
        clientSecret: .init("bí mật"), claims: "national", levels: ["loa2": .high], level: .low)

    /// The same host under another name.
    static let other = OpenIDProvider(
        id: "province", name: "Cổng của tỉnh", issuer: HostileProvider.issuer, clientID: "vamco",
        clientSecret: .init("bí mật"), claims: "national", levels: [:], level: .medium)

    /// The same host, asked for more than its tokens say.
    static let telling = OpenIDProvider(
        id: "telling", name: "Cổng kể thêm", issuer: HostileProvider.issuer, clientID: "vamco",
        clientSecret: .init("bí mật"), claims: "national", asksUserInfo: true)

    static func open(on backend: Backend = .sqlite, _ body: (ForeignDesk) async throws -> Void) async throws {
        let clock = DialClock(Office.start)
        let host = HostileProvider(now: { clock.now })
        let settings = OpenIDSettings(
            providers: [provider, other, telling], publicOrigin: "http://localhost", outgoing: host)
        try await Office.open(on: backend, openID: settings) { office in
            try await body(ForeignDesk(office: office, host: host))
        }
    }

    /// The way there and back of somebody who agrees.
    func journey(to provider: OpenIDProvider = Self.provider) async throws -> OpenIDSignIns.Arrival {
        let departure = try await office.identity.openID.departure(to: provider, back: "/organisation", language: "vi")
        let (state, code) = try host.agree(to: departure.address)
        var arrival = OpenIDSignIns.Arrival()
        (arrival.state, arrival.code, arrival.errand) = (state, code, departure.errand.sealed)
        return arrival
    }

    func arrive(
        _ arrival: OpenIDSignIns.Arrival, at provider: OpenIDProvider = Self.provider, replacing old: String? = nil
    ) async throws -> OpenIDSignIns.SignedIn {
        try await office.identity.openID.arrive(
            at: provider, arrival, from: Office.home, replacing: old)
    }

    /// Why the sign-in came to nothing; `nil` when it came to something.
    func refusal(_ change: (inout OpenIDSignIns.Arrival) -> Void = { _ in }) async throws -> OpenIDError.Reason? {
        do {
            var arrival = try await journey()
            change(&arrival)
            _ = try await arrive(arrival)
            return nil
        } catch let error as OpenIDError {
            return error.reason
        }
    }
}

extension ForeignDesk {
    func expect(_ reason: OpenIDError.Reason?, _ change: (inout OpenIDSignIns.Arrival) -> Void = { _ in }) async throws
    {
        let found = try await refusal(change)
        #expect(found == reason)
    }
}

@Suite("Sign-in at an identity provider")
struct OpenIDTests {
    @Test(
        "opens a citizen's session with the provider's level, and nothing that is for staff",
        arguments: Backend.available)
    func signIn(backend: Backend) async throws {
        try await ForeignDesk.open(on: backend) { desk in
            let done = try await desk.arrive(try await desk.journey())
            #expect(done.citizen.name == "Nguyễn Thị Hoà" && done.back == "/organisation")
            let viewer = try #require(try await desk.office.viewer(done.token))
            #expect(viewer.isCitizen && viewer.roles.isEmpty && viewer.accountID == nil)
            #expect(Policy.citizen.permits(viewer) && !Policy.staff.permits(viewer))
            let open = try await desk.office.identity.citizenSessions.open(of: done.citizen.id, token: done.token.text)
            #expect(open.all.map(\.level) == [.high] && open.this == open.all.first?.id)
            // The same subject is the same citizen; the table holds neither name nor number.
            let again = try await desk.arrive(try await desk.journey())
            #expect(again.citizen.id == done.citizen.id)
            let row = try await desk.office.database.read { tx in
                try tx.row("SELECT subject_key, profile FROM identity_citizen").map {
                    try $0.get(0, as: String.self) + $0.get(1, as: String.self)
                }
            }
            #expect(row?.contains("0720") == false && row?.contains("Nguy") == false)
        }
    }

    @Test(
        "refuses what no honest token says",
        arguments: [
            ("aud", HostileProvider.Claim.text("another"), OpenIDError.Reason.wrongAudience),
            ("aud", .texts(["vamco", "another"]), .wrongParty), ("azp", .text("another"), .wrongParty),
            ("iss", .text("https://evil.example"), .wrongIssuer), ("exp", .number(1_795_458_600 - 61), .expired),
            ("exp", nil, .expired), ("iat", nil, .tooOld), ("iat", .number(1_795_458_600 - 661), .tooOld),
            ("iat", .number(1_795_458_600 + 61), .notYetValid), ("nbf", .number(1_795_458_600 + 61), .notYetValid),
            ("nonce", .text("another"), .wrongNonce), ("nonce", nil, .wrongNonce), ("sub", nil, .wrongSubject),
            ("at_hash", .text("AAAA"), .wrongAccessHash),
        ] as [(String, HostileProvider.Claim?, OpenIDError.Reason)])
    func claims(name: String, value: HostileProvider.Claim?, reason: OpenIDError.Reason) async throws {
        try await ForeignDesk.open { desk in
            desk.host.behave { $0.claims[name] = .some(value) }
            try await desk.expect(reason)
        }
    }

    @Test("bears clocks that differ by a minute", arguments: [("exp", -59), ("iat", 59), ("nbf", 59)])
    func skew(name: String, seconds: Int64) async throws {
        try await ForeignDesk.open { desk in
            desk.host.behave { $0.claims[name] = .number(1_795_458_600 + seconds) }
            try await desk.expect(nil)
        }
    }

    @Test("takes no token without signature, with a shared secret, of a stranger, or with what is not known")
    func signatures() async throws {
        try await ForeignDesk.open { desk in
            desk.host.behave { $0.algorithm = "none" }
            let unsigned = try await desk.refusal()
            #expect(unsigned == .malformedToken || unsigned == .algorithm)
            for name in ["HS256", "HS512", "none ", "es256"] {
                desk.host.behave { $0.algorithm = name }
                try await desk.expect(.algorithm)
            }
            desk.host.behave { $0.algorithm = "RS256" }
            try await desk.expect(.unknownKey)
            desk.host.behave { ($0.algorithm, $0.isSignedByStranger) = ("ES256", true) }
            try await desk.expect(.wrongSignature)
            desk.host.behave { ($0.isSignedByStranger, $0.critical) = (false, true) }
            try await desk.expect(.critical)
        }
    }

    @Test("follows new keys at once, and asks for unknown ones once a minute at most")
    func rotation() async throws {
        try await ForeignDesk.open { desk in
            try await desk.expect(nil)
            #expect(desk.host.asked("/jwks") == 1)
            desk.office.dial.advance(by: .minutes(2))
            desk.host.behave { $0.claims = Self.valid(at: desk.office.dial.now) }
            desk.host.rotateKeys()
            try await desk.expect(nil)
            #expect(desk.host.asked("/jwks") == 2)
            desk.host.behave { $0.keyName = "three" }
            for _ in 1...5 {
                let reason = try await desk.refusal()
                #expect(reason == .unknownKey)
            }
            #expect(desk.host.asked("/jwks") == 2)
        }
    }

    @Test("is good once, for the browser that was sent, for ten minutes, and for that provider's answer")
    func errands() async throws {
        try await ForeignDesk.open { desk in
            let arrival = try await desk.journey()
            _ = try await desk.arrive(arrival)
            await #expect(throws: OpenIDError(.replayed, ForeignDesk.provider)) { try await desk.arrive(arrival) }
            try await desk.expect(.noErrand) { $0.errand = nil }
            try await desk.expect(.noErrand) { $0.state = SessionToken().text }
            try await desk.expect(.noErrand) { $0.state = "" }
            try await desk.expect(.noCode) { $0.code = nil }
            try await desk.expect(.codeRefused) { $0.code = "guessed" }
            try await desk.expect(.wrongIssuerNamed) { $0.issuer = "https://evil.example" }
            try await desk.expect(.declined) { ($0.code, $0.error) = (nil, "access_denied") }
            let other = try await desk.journey()
            var mixed = try await desk.journey()
            mixed.errand = other.errand
            await #expect(throws: OpenIDError(.noErrand, ForeignDesk.provider)) { try await desk.arrive(mixed) }
            let late = try await desk.journey()
            desk.office.dial.advance(by: .minutes(10))
            await #expect(throws: OpenIDError(.errandOver, ForeignDesk.provider)) { try await desk.arrive(late) }
        }
    }

    @Test("takes no code of another way there: its verifier does not fit")
    func foreignCode() async throws {
        try await ForeignDesk.open { desk in
            var own = try await desk.journey()
            own.code = try await desk.journey().code
            await #expect(throws: OpenIDError(.codeRefused, ForeignDesk.provider, "invalid_grant")) {
                try await desk.arrive(own)
            }
        }
    }

    @Test("takes no code a second time, also in a way there that is fresh")
    func spentCode() async throws {
        try await ForeignDesk.open { desk in
            let first = try await desk.journey()
            _ = try await desk.arrive(first)
            var second = try await desk.journey()
            second.code = first.code
            await #expect(throws: OpenIDError(.codeRefused, ForeignDesk.provider, "invalid_grant")) {
                try await desk.arrive(second)
            }
        }
    }

    @Test(
        "is sent back to one address only, whatever the visitor asked for",
        arguments: [
            "https://evil.example/", "//evil.example", "/\\evil.example", "/return/../../x", "/account",
        ])
    func destination(back: String) async throws {
        try await ForeignDesk.open { desk in
            let departure = try await desk.office.identity.openID.departure(
                to: ForeignDesk.provider, back: back, language: "vi")
            let items = URLComponents(string: departure.address)?.queryItems ?? []
            let sent = items.filter { $0.name == "redirect_uri" }.map(\.value)
            #expect(sent == ["http://localhost/sign-in/openid/vneid/return"])
            #expect(!departure.address.contains("evil"))
        }
    }

    @Test("takes a code for the address alone that it was asked for, not for one that only begins like it")
    func suffix() async throws {
        try await ForeignDesk.open { desk in
            desk.host.behave { $0.destinationSuffix = "/more" }
            try await desk.expect(.codeRefused)
        }
    }

    @Test("keeps providers apart: the same name at another is somebody else, and one's errand is not another's")
    func providers() async throws {
        try await ForeignDesk.open { desk in
            let first = try await desk.arrive(try await desk.journey())
            let second = try await desk.arrive(try await desk.journey(to: ForeignDesk.other), at: ForeignDesk.other)
            #expect(first.citizen.id != second.citizen.id && first.citizen.name == second.citizen.name)
            let errand = try await desk.journey()
            await #expect(throws: OpenIDError(.noErrand, ForeignDesk.other)) {
                try await desk.arrive(errand, at: ForeignDesk.other)
            }
        }
    }

    @Test("says that a provider is down, and asks it again only after a pause")
    func down() async throws {
        try await ForeignDesk.open { desk in
            for failure in [OutgoingError.tooSlow, .tooLarge(limit: 1), .unreachable("refused")] {
                desk.host.behave { $0.failure = failure }
                let reason = try await desk.refusal()
                #expect(reason == .tooSlow || reason == .tooLarge || reason == .unreachable)
                let asked = desk.host.asked("openid-configuration")
                _ = try await desk.refusal()
                #expect(desk.host.asked("openid-configuration") == asked)
                desk.office.dial.advance(by: .seconds(11))
            }
        }
    }

    @Test(
        "believes no description that names another issuer or leads elsewhere",
        arguments: [
            ("issuer", "https://evil.example", OpenIDError.Reason.badDescription),
            ("token_endpoint", "http://169.254.169.254/latest", .addressNotAdmitted),
            ("jwks_uri", "https://evil.example/jwks", .addressNotAdmitted),
            ("token_endpoint", "https://id.example.vn@evil.example/", .addressNotAdmitted),
            ("authorization_endpoint", "javascript:alert(1)", .addressNotAdmitted),
            ("end_session_endpoint", "http://id.example.vn/end", .addressNotAdmitted),
        ])
    func descriptions(name: String, value: String, reason: OpenIDError.Reason) async throws {
        try await ForeignDesk.open { desk in
            desk.host.behave { $0.description[name] = .text(value) }
            try await desk.expect(reason)
        }
    }

    @Test(
        "takes no answer that is none of a token endpoint",
        arguments: [
            (200, #"{"id_token":"#, OpenIDError.Reason.badTokenAnswer), (200, "[]", .badTokenAnswer),
            (200, #"{"id_token":"x"}"#, .malformedToken), (401, #"{"error":"invalid_client"}"#, .clientRefused),
            (302, "", .badTokenAnswer), (503, "", .unreachable),
        ])
    func tokenAnswers(status: Int, body: String, reason: OpenIDError.Reason) async throws {
        try await ForeignDesk.open { desk in
            desk.host.behave { ($0.tokenStatus, $0.tokenBody) = (status, body) }
            try await desk.expect(reason)
        }
    }

    @Test("signs out here and leads to the provider's own end of session")
    func signOut() async throws {
        try await ForeignDesk.open { desk in
            let done = try await desk.arrive(try await desk.journey())
            let out = try #require(
                try await desk.office.identity.openID.signOut(token: done.token.text, from: Office.home))
            let address = try #require(out.address)
            #expect(address.hasPrefix(HostileProvider.issuer + "/end?id_token_hint="))
            #expect(address.contains("post_logout_redirect_uri=http%3A%2F%2Flocalhost%2Fsign-in"))
            #expect(try await desk.office.viewer(done.token) == nil)
        }
    }

    private static func valid(at now: Instant) -> [String: HostileProvider.Claim?] {
        ["iat": .number(now.seconds), "exp": .number(now.seconds + 300)]
    }
}
