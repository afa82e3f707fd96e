// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ledger
import Letters
import Ports
import SQLStore
import Synchronization
import TestSupport

@testable import Dossiers

/// A city of two offices with somebody for each duty, over a real database.
struct SampleDesk: Sendable {
    let database: any Database
    let feature: DossiersFeature
    let time: Mutable<Instant>

    var desk: DossierDesk { feature.desk }

    static let tanNinh = "0198c0de-0000-7000-8000-00000000000a"
    static let binhMinh = "0198c0de-0000-7000-8000-00000000000b"

    static func person(_ id: String) -> Actor { .person(id: id, name: SamplePowers.names[id] ?? id) }
    static let (linh, tuan, chau, nga) = (person("linh"), person("tuan"), person("chau"), person("nga"))
    static let citizen = person("citizen")

    static func open(
        on backend: Backend, at moment: String = "2026-11-30 09:00", days: any WorkingDays = SampleOffice.days,
        ways: NoticeDesk.Ways? = nil, portal: (any NationalPortal)? = nil,
        signer: any DocumentSigning = FakeSigner.valid,
        printing: any Printing = FakePrinter(), _ body: @Sendable @escaping (SampleDesk) async throws -> Void
    ) async throws {
        try await backend.withDatabase(
            migrations: [LedgerResources.migrations, LetterResources.migrations, DossiersFeature.migrations]
        ) { database in
            let time = Mutable(SampleOffice.at(moment))
            let powers = SamplePowers()
            let feature = try DossiersFeature(
                database: database, clock: Clock { time.value }, days: days, seal: SampleSeal(), powers: powers,
                ways: ways, portal: portal, signer: signer, printing: printing)
            let records = try ShippedDefinitionTests.codes.map { CatalogueRecord(try ReadingTests.procedure($0)) }
            _ = try await feature.catalogue.takeIn(records, source: "Cổng", by: .system("test"))
            _ = try await feature.definitions.publishShipped(by: .system("test"))
            try await database.write { tx in
                for (unit, code, agency, name) in [
                    (tanNinh, "25459", "MAU.01", "Phường Tân Ninh"), (binhMinh, "25480", "MAU.02", "Phường Bình Minh"),
                ] {
                    try OfficeStore.set(
                        DossierOffice(unit: unit, unitCode: code, agency: agency, name: name, nameEnglish: name),
                        by: .system("test"), at: time.value, in: tx)
                }
            }
            try await body(SampleDesk(database: database, feature: feature, time: time))
        }
    }

    /// A request for a certificate of marital status.
    static func request(
        _ name: String = "Nguyễn Văn An", by channel: ProcedureDefinition.Channel = .direct, key: String? = nil,
        office: String = tanNinh
    ) -> Submission {
        var submission = Submission(
            procedure: "1.004873", channel: channel, office: office,
            answers: [
                "applicant-name": .text(name), "applicant-identity": .text("079099000123"),
                "applicant-phone": .text("0912345678"), "marital-status": .text("single"),
                "applicant-birth-date": .day(CivilDay(1999, 2, 3)!), "had-certificate": .text("no"),
            ],
            papers: [.init(code: "declaration", name: "Tờ khai", originals: 1, copies: 0, source: .counter)],
            key: key ?? UUID().uuidString)
        submission.statedFee = 0
        return submission
    }

    static var accept: Deed { deed("accept", confirmed: [.papersChecked]) }

    static func deed(
        _ action: String, _ words: String = "", confirmed: Set<ProcedureDefinition.Need> = [], proved: Bool = false
    ) -> Deed {
        var deed = Deed(action)
        deed.words = words
        deed.confirmed = confirmed
        deed.isProved = proved
        return deed
    }

    func received(_ submission: Submission = request()) async throws -> Dossier {
        try await desk.receive(submission, Self.accept, by: Self.linh).dossier
    }

    func act(_ deed: Deed, on dossier: Dossier, by actor: Actor) async throws -> Dossier {
        try await desk.act(deed, on: dossier.id, revision: dossier.revision, by: actor)
    }

    /// As it is now.
    func now(_ dossier: Dossier) async throws -> Dossier { try await desk.whole(dossier.id).dossier }

    func ledger(of dossier: Dossier) async throws -> [String] {
        try await database.read { tx in
            try tx.rows("SELECT act FROM ledger_inbox WHERE object_id = \(dossier.id) ORDER BY place")
                .map { try $0.get(0) }
        }
    }
}

/// Who may what in the tests.
struct SamplePowers: Permissions, Staffing {
    static let names = [
        "linh": "Đỗ Mẫu Linh", "tuan": "Phan Mẫu Tuấn", "hoa": "Tạ Mẫu Hoa", "chau": "Lê Thị Minh Châu",
        "nga": "Quách Mẫu Nga", "oanh": "Kiều Mẫu Oanh", "citizen": "Nguyễn Văn An",
    ]
    private static let roles: [String: [DossierPower]] = [
        "linh": [.read, .receive, .handOver, .transfer], "tuan": [.read, .appraise, .consult],
        "hoa": [.read, .appraise, .consult, .receive], "chau": [.read, .approve, .assign, .transfer],
        "nga": [.read, .number], "oanh": [.read, .receive, .appraise, .handOver],
    ]

    private func may(_ account: String, _ action: String, _ unit: String) -> Bool {
        let own = account == "oanh" ? SampleDesk.binhMinh : SampleDesk.tanNinh
        return unit == own && Self.roles[account]?.contains { $0.action == action } ?? false
    }

    func permits(account: String, _ action: String, in scope: ActScope, state: String?) async throws -> Bool {
        if case .unit(let unit) = scope { may(account, action, unit) } else { false }
    }

    func power(of account: String, _ action: String, in scope: ActScope, state: String?) async throws -> Power? {
        try await permits(account: account, action, in: scope, state: state) ? Power(in: nil) : nil
    }

    func holders(of action: String, in unit: String) async throws -> [Colleague] {
        Self.names.keys.sorted().filter { may($0, action, unit) }.map {
            Colleague(account: $0, name: Self.names[$0] ?? $0)
        }
    }
}

/// A value several tasks share.
final class Mutable<Value: Sendable>: Sendable {
    private let held: Mutex<Value>
    init(_ value: Value) { held = Mutex(value) }
    var value: Value {
        get { held.withLock { $0 } }
        set { held.withLock { $0 = newValue } }
    }
}

extension DossiersFeature {
    /// The feature with the tests' people, units, files and results.
    init(
        database: any Database, clock: Clock, days: any WorkingDays, seal: any PersonalSeal = SampleSeal(),
        profiles: any ApplicantProfiles = SampleProfiles(), powers: SamplePowers = SamplePowers(),
        ways: NoticeDesk.Ways? = nil, portal: (any NationalPortal)? = nil,
        signer: any DocumentSigning = FakeSigner.valid,
        printing: any Printing = FakePrinter()
    ) throws {
        try self.init(
            database: database, clock: clock, days: days, seal: seal, profiles: profiles, permissions: powers,
            staffing: powers, units: SampleUnits(), files: SampleFiles.store(database),
            results: SampleFiles.results(database, signer: signer, printing: printing), ways: ways,
            portal: portal, logger: SampleFiles.quiet)
    }
}

/// Two committees.
struct SampleUnits: UnitHistory {
    func unit(scheme: String, code: String, on day: CivilDay) async throws -> UnitReference? {
        ["25459": SampleDesk.tanNinh, "25480": SampleDesk.binhMinh][code].map {
            UnitReference(id: $0, scheme: scheme, code: code, title: "Phường \(code)", titleEnglish: "Ward \(code)")
        }
    }

    func portions(of unit: UnitReference, on day: CivilDay, seen view: UnitView) async throws -> [UnitPortion] { [] }

    func competent(
        for function: String, in territory: UnitReference, on day: CivilDay
    ) async throws -> [UnitReference] { [] }
}
