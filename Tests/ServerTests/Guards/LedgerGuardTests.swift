// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import HummingbirdTesting
import SQLStore
import TestSupport
import Testing
import Web

@testable import Server

/// What acts leave in the ledger: an entry each, as whoever acted, and no more.
@Suite("Every act", .serialized)
struct LedgerGuardTests {
    /// Writes that nobody does with a form of a page they are signed in to, and
    /// where the tests are that look at what they write.
    static let elsewhere: [String: String] = [
        "/sign-in": "SignInPageTests", "/sign-out": "SignInPageTests",
        "/sign-in/second-factor": "SecondFactorPageTests",
        "/set-up": "FirstRunTests", "/sign-in/email": "EmailCodeTests", "/sign-in/email/code": "EmailCodeTests",
        "/account/confirmation": "ConfirmationTests", "/account/other-sessions/end": "AccountPageTests",
        "/account/sessions/{session}/end": "AccountPageTests",
        "/identity/accounts/{account}/sessions/end": "SecurityLogTests",
        "/identity/sessions/end": "EverybodysSessionsTests",
        "/account/personal/revelations": "PersonalPageTests",
        "/citizen/sessions/{session}/end": "OpenIDTests", "/citizen/name": "EmailCodeTests",
        "/citizen/confirmation": "CitizenDataTests",
        "/my/drafts/{draft}/papers": "FormPageTests", "/my/drafts/{draft}/submission": "FormPageTests",
        "/follow": "DeskPageTests", "/follow/result": "DeskResultPageTests",
        "/follow/rating": "RatingPageTests", "/my/dossiers/{dossier}/rating": "RatingPageTests",
        "/reports/ratings": "RatingPageTests",
        "/dossiers/signatures": "SignaturesPageTests",
        "/dossiers/{dossier}/results": "DeskResultPageTests",
        "/my/drafts/{draft}/papers/{paper}": "DraftFilePageTests",
        "/my/drafts/{draft}/files/{file}/removal": "DraftFilePageTests",
        "/my/dossiers/{dossier}/supplement": "DeskPageTests",
        "/my/dossiers/{dossier}/supplement/files": "OwnDossierTests",
        "/my/dossiers/{dossier}/supplement/files/{file}/removal": "OwnDossierTests",
        "/my/dossiers/{dossier}/withdrawal": "DeskPageTests",
        "/ledger/witness": "WitnessTests", "/environment/imports": "ImportPageTests",
    ]

    @Test("is tried here, as somebody of a unit or as somebody of the whole city")
    func complete() async throws {
        let routes = Set(try await City.routesForListing().filter { $0.method == .post }.map(\.path))
        let tried = Set(Deeds.all.map(\.route)).union(UnitGuardTests.acts.map(\.route))
        #expect(routes.subtracting(tried).subtracting(Self.elsewhere.keys).sorted() == [])
        #expect(tried.union(Self.elsewhere.keys).subtracting(routes).sorted() == [])
        #expect(tried.intersection(Self.elsewhere.keys).sorted() == [])
    }

    @Test("writes what it must and nothing else, as the person who acted")
    func entries() async throws {
        try await SeededCity.open(on: .sqlite, rows: 2) { seeded in
            try await seeded.serve { crowd in
                var things = try await seeded.things()
                for deed in Deeds.all {
                    let before = try await seeded.entries()
                    do { try await deed.done(by: crowd, with: &things) } catch { continue }
                    let written = try await seeded.entries().subtracting(before)
                    #expect(written.map(\.act).sorted() == deed.writes.sorted(), "\(deed.route) on \(deed.page)")
                    for entry in written {
                        #expect(entry.actor.hasPrefix("person:"), "\(entry.act) by \(entry.actor)")
                    }
                    if deed.route == "/identity/tokens" {
                        let page = try await crowd.ask(.get, "/identity/tokens", as: deed.who).text
                        things["token"] = page.firstMatch(of: /tokens\/([0-9a-f-]+)\/revocation/).map { String($0.1) }
                    }
                    if deed.route.hasSuffix("/holds") {
                        let place = deed.page.replacing("{person}", with: things["person"] ?? "")
                            .replacing("{citizen}", with: things["citizen"] ?? "")
                        let page = try await crowd.ask(.get, place, as: deed.who)
                        things["hold"] = page.text.firstMatch(of: /holds\/([0-9a-f-]+)\/end/).map { String($0.1) }
                    }
                }
            }
        }
    }
}

extension SeededCity {
    /// An entry of the ledger, numbered already or not.
    struct Written: Hashable, Sendable {
        let id: String
        let act: String
        let actor: String
    }

    /// Everything in the ledger.
    func entries() async throws -> Set<Written> {
        try await quietDatabase.read { tx in
            Set(
                try tx.rows(
                    """
                    SELECT id, act, actor FROM ledger_entry UNION ALL SELECT id, act, actor FROM ledger_inbox
                    """
                ).map { Written(id: try $0.get(0), act: try $0.get(1), actor: try $0.get(2)) })
        }
    }

    /// Identities of what the sample city has, by name.
    func things() async throws -> [String: String] {
        try await quietDatabase.read { tx in
            func first(_ sql: SQL) throws -> String { try #require(try tx.value(sql, as: String.self)) }
            return [
                "operator": try first("SELECT id FROM identity_account WHERE login = 'truc.ban'"),
                "conflict": try first(
                    "SELECT id FROM dossier_procedure_conflict WHERE state = 'open' ORDER BY id LIMIT 1"),
                "citizen": try first("SELECT id FROM identity_citizen ORDER BY id LIMIT 1"),
                "online": try first(Self.online),
                "request": try first("SELECT id FROM identity_data_request WHERE state = 'open' ORDER BY id LIMIT 1"),
            ]
        }
    }
}
