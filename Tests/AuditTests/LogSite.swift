// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Ports
import SQLStore
import Synchronization
import TestSupport
import Web

@testable import Audit

/// The ledger's pages in this process, over a sealed log of 120 acts.
struct LogSite {
    let database: any Database
    let client: any TestClientProtocol
    let sealer: Sealer
    let recording: RecordingDatabase
    let printing: PrintingStub
    /// The key of a log that is witnessed here.
    let other: LogKey

    static let now = Instant(seconds: 1_793_000_000)
    static let secret = SiteSecret(bytes: Array(repeating: 9, count: 32))

    static func entry(_ number: Int) -> LedgerEntry {
        let officer = Actor.person(id: "p\(number % 4)", name: "")
        var entry =
            number % 2 == 0
            ? LedgerEntry(
                "environment.station-changed", of: "environment.station", "TNI00\(number % 3)", by: officer,
                at: now + .hours(number), fields: ["name": "Trạm <b>\(number)</b>"])
            : LedgerEntry(
                "identity.account-created", of: "identity.account", "a\(number)", by: officer,
                at: now + .hours(number), personal: ["network-address": "10.0.0.\(number)"])
        entry.reason = "Lý do \(number)"
        return entry
    }

    /// - Parameters:
    ///   - city: The time of the pages, where it is replayed: not the machine's.
    ///   - checkedAfter: How long after the last signature the pages are asked for.
    static func open(
        on backend: Backend = .sqlite, signing: Bool = true, replayedAt city: Instant? = nil,
        checkedAfter: Duration = .zero, _ body: @escaping @Sendable (LogSite) async throws -> Void
    ) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations]) { database in
            try await withTemporaryFolder { folder in
                let dial = DialClock(now + .days(6))
                let sealer = Sealer(
                    database: database, clock: dial.clock, folder: KeyFolder(folder), host: "tayninh.example")
                for part in [1...70, 71...120] {
                    try await database.write { tx in for number in part { try entry(number).append(in: tx) } }
                    try await sealer.number()
                    if signing { _ = try await sealer.sign() }
                }
                dial.advance(by: checkedAfter)
                let recording = RecordingDatabase(database)
                let key = LogKey(name: "other.example/ledger")
                let desk = WitnessDesk(database: recording, clock: dial.clock, logs: [key.verifier])
                let acts = [LedgerAct("environment.station-changed", Message("audit.witness.good"))]
                let printing = PrintingStub()
                let feature = AuditFeature(
                    database: recording, clock: dial.clock, witness: desk, printing: printing, secret: Self.secret,
                    acts: acts
                ) { actors in
                    actors.contains("person:p1") ? ["person:p1": "Nguyễn Thị Hoà"] : [:]
                }
                let site = try SampleSite.make(
                    translations: [AuditFeature.translations, LedgerResources.translations],
                    sessions: [
                        "leader": .sample(.leader), "administrator": .sample(.administrator),
                        "operator": .sample(.operator),
                    ],
                    navigation: AuditFeature.navigation,
                    clock: city.map { DialClock($0).clock } ?? dial.clock)
                let application = Application(responder: SiteResponder(site: site, tables: [feature.routes]))
                try await application.test(.router) { client in
                    try await body(
                        LogSite(
                            database: database, client: client, sealer: sealer, recording: recording,
                            printing: printing, other: key))
                }
            }
        }
    }

    func get(_ path: String, as role: String? = "leader", language: Language = .vi) async throws -> TestResponse {
        var headers: HTTPFields = [.acceptLanguage: language.rawValue]
        if let role { headers[.cookie] = "session=\(role)" }
        return try await client.execute(uri: path, method: .get, headers: headers)
    }

    /// Hands a receipt in as a visitor's browser does.
    func check(_ receipt: String) async throws -> TestResponse {
        let form = try await get("/verify", as: nil)
        let cookie = form.headers[values: .setCookie].first { $0.hasPrefix("form=") }?.prefix { $0 != ";" } ?? ""
        let token = form.text.firstMatch(of: /name="form-token" value="([^"]*)"/).map { String($0.1) } ?? ""
        let body = "form-token=\(Self.encoded(token))&receipt=\(Self.encoded(receipt))"
        return try await client.execute(
            uri: "/verify", method: .post,
            headers: [
                .cookie: String(cookie), .contentType: "application/x-www-form-urlencoded", .acceptLanguage: "en",
            ], body: ByteBuffer(string: body))
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }
}

/// Keeps what it is to print, or fails as it is told.
final class PrintingStub: Printing {
    private let state = Mutex<(documents: [PrintedDocument], failure: PrintingError?)>(([], nil))

    var documents: [PrintedDocument] { state.withLock { $0.documents } }
    func fail(with failure: PrintingError?) { state.withLock { $0.failure = failure } }

    func pdf(of document: PrintedDocument) async throws(PrintingError) -> [UInt8] {
        let failure = state.withLock { state in
            state.documents.append(document)
            return state.failure
        }
        if let failure { throw failure }
        return Array("%PDF-1.7 stub".utf8)
    }
}
