// SPDX-License-Identifier: Apache-2.0

import Basics
import Dossiers
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import SQLStore
import ServiceLifecycle
import TestSupport
import Testing
import Web

@testable import Identity
@testable import Server

/// The whole city as the program puts it together, on a database that keeps
/// what it was asked, with rows of every kind.
struct SeededCity: Sendable {
    let city: City
    let database: RecordingDatabase
    /// The same one, unheard.
    let quietDatabase: any Database
    let intakeFolder: String

    /// The city's clock begins here.
    static let start = Instant(iso8601: "2026-01-15T08:05:30+07:00")!

    static func open(
        on backend: Backend, rows: Int = 5, _ body: (SeededCity) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try await backend.withDatabase { database in
                _ = try await City.migrator.migrate(database, at: .machine)
                let recording = RecordingDatabase(database)
                let intake = folder + "/intake"
                try FileManager.default.createDirectory(atPath: intake, withIntermediateDirectories: true)
                let providers = folder + "/providers.json"
                try SampleProvider.settings.write(toFile: providers, atomically: true, encoding: .utf8)
                let epoch = Instant.machineNow.microseconds / 1_000_000
                let settings = try Settings(
                    options: [
                        .data: folder + "/data", .intake: intake,
                        .clock: "\(start.iso8601(in: .vietNam)),1,\(epoch)",
                        .publicAddress: "http://localhost", .signInProviders: providers,
                        .mailServer: "smtp://localhost:9", .mailSender: "city@example.vn", .emailSignIn: "always",
                    ], environment: [:], file: nil)
                let city = try City(
                    settings, database: recording, secret: .random(), outgoing: SampleProvider(), logger: quiet)
                _ = try await city.seedSampleCity(procedures: 12)
                recording.forget()
                let seeded = SeededCity(
                    city: city, database: recording, quietDatabase: database, intakeFolder: intake)
                try seeded.upload(hours: 30)
                try await seeded.runJobs()
                try await SampleRows(first: 0, count: rows, at: start, seal: city.identity.keys).fill(database)
                try await body(seeded)
            }
        }
    }

    private static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// More rows of every kind.
    func grow(from first: Int, by count: Int) async throws {
        try await SampleRows(first: first, count: count, at: Self.start, seal: city.identity.keys)
            .fill(quietDatabase)
    }

    /// Hours of station files, one that is none, and one with a line that is none.
    private func upload(hours: Int) throws {
        let end = Instant(iso8601: "2026-01-15T08:00:00+07:00")!
        for age in 0..<hours {
            let at = Self.stamp(end - .hours(age))
            let value = 31.5 + Double((age * 7) % 23)
            try put(
                "TNI_SO_TNI001_\(at).txt",
                "PM2,5\t\(value)\tµg/Nm3\t\(at)\t00\r\nPM10\t\(value + 30)\tµg/Nm3\t\(at)\t00\r\n"
                    + "O3\t40\tµg/Nm3\t\(at)\t00\r\n")
        }
        try put("TNI001_bad.txt", "gì thế này\r\n")
        let at = Self.stamp(end + .minutes(1))
        try put("TNI_SO_TNI001_\(at).txt", "PM2,5\tabc\tµg/Nm3\t\(at)\t00\r\nNO2\t18\tµg/Nm3\t\(at)\t00\r\n")
    }

    private func put(_ name: String, _ text: String) throws {
        let file = try #require(fopen(intakeFolder + "/" + name, "we"))
        #expect(fputs(text, file) >= 0)
        #expect(fclose(file) == 0)
    }

    /// `yyyyMMddHHmmss` of the city.
    private static func stamp(_ moment: Instant) -> String {
        String(moment.iso8601(in: .vietNam).filter(\.isNumber).prefix(14))
    }

    /// Runs everything that runs beside the requests, until each has done a round.
    func runJobs() async throws {
        let group = ServiceGroup(services: city.services, logger: Self.quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for mark in Self.roundMarks {
                try await waitUntil("a job asked: \(mark)") { asked(mark) }
            }
            try await waitUntil("every file is taken and every hour derived") {
                let files = try FileManager.default.contentsOfDirectory(atPath: intakeFolder)
                    .filter { $0.hasSuffix(".txt") }
                let due = try await quietDatabase.read {
                    try $0.value("SELECT count(*) FROM environment_due", as: Int.self)
                }
                return files.isEmpty && due == 0
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// A piece of a statement by which each job is known.
    static let roundMarks = [
        "DELETE FROM identity_session", "DELETE FROM identity_sign_in_failure", "DELETE FROM environment_event",
        "INSERT INTO environment_file", "INSERT INTO environment_index", "INSERT INTO ledger_checkpoint",
        "SELECT id FROM dossier_draft WHERE expires_at",
    ]

    private func asked(_ mark: String) -> Bool {
        database.recorded.contains { $0.rendered(for: .sqlite).text.contains(mark) }
    }

    /// A citizen with two sessions of their own, as sign-in at a provider leaves them.
    private func citizen() async throws -> Viewer {
        let profile = CitizenProfile(
            kind: .person, name: "Trần Thị Hoà", organisation: nil, identityNumber: "072001000123", taxCode: nil,
            organisationCode: nil, email: "hoa@example.vn", phone: nil, born: nil)
        let (token, other, now) = (SessionToken(), SessionToken(), Instant.machineNow)
        let store = city.identity.openID.store
        let known = try await quietDatabase.write { tx in
            let known = try store.kept(profile, subject: "0720", provider: "vneid", at: now, in: tx)
            let origin = SignInOrigin(address: "203.0.113.7", userAgent: "Firefox/140.0")
            for token in [token, other] {
                try CitizenSession.open(
                    CitizenSession.ID(at: now), of: known, token, by: .openID, level: .high, proved: now,
                    identityToken: nil, from: origin, at: now, in: tx)
            }
            return known
        }
        if try await city.identity.personal.requests(of: DataHolder(known.id)).isEmpty {
            _ = try await city.identity.personal.file(
                .access, "Cho tôi xem dữ liệu", for: DataHolder(known.id), by: known.actor)
        }
        return try #require(try await city.identity.sessions.viewer(ofToken: token.text))
    }

    /// A form that the citizen is filling in.
    private func draft(of citizen: String) async throws {
        guard try await city.dossiers.drafts.open(of: citizen, limit: 1).items.isEmpty else { return }
        let code = try await quietDatabase.read { tx in try tx.value(Self.online, as: String.self) }
        let drafts = city.dossiers.drafts
        let id = try await drafts.begin(try #require(code), by: citizen)
        let form = try await drafts.form(id, of: citizen)
        let paper = try #require(form.papers.first { form.uploadable($0.code) != nil })
        _ = try await drafts.add(
            Self.paper, to: paper.code, of: id, by: .person(id: citizen, name: ""),
            seen: Drafts.Seen(revision: form.draft.revision, definition: form.number))
    }

    /// A page as a scanner makes it.
    private static let paper = FileUpload(
        name: "giay.pdf",
        bytes: Array(
            """
            %PDF-1.7
            1 0 obj
            << /Type /Catalog /Pages 2 0 R >>
            endobj
            2 0 obj
            << /Type /Pages /Kids [3 0 R] /Count 1 >>
            endobj
            3 0 obj
            << /Type /Page /Parent 2 0 R >>
            endobj
            trailer << /Root 1 0 R /Size 4 >>
            startxref
            0
            %%EOF

            """.utf8))

    /// Sample people whose role comes by a post alone.
    private static let holders: [Role: String] = [
        .receptionOfficer: "mot.cua", .caseOfficer: "tu.phap", .approver: "lanh.dao", .registryClerk: "van.thu",
    ]

    /// The first office that takes dossiers: of the first ward.
    func office() async throws -> DossierOffice {
        try #require(try await quietDatabase.read { try OfficeStore.offices(in: $0) }.first)
    }

    /// A dossier that waits to be received.
    func dossier(by actor: Actor, key: String) async throws -> Dossier {
        let code = try await quietDatabase.read { tx in try tx.value(Self.online, as: String.self) }
        var submission = Submission(
            procedure: try #require(code), channel: .online, office: try await office().unit,
            answers: ["applicant-name": .text("Trần Thị Hoà")], key: key)
        let file = try await city.dossiers.files.keep(Self.paper, by: actor)
        submission.papers = [
            .init(
                code: "paper-1", name: "Tờ khai", originals: 1, copies: 0, source: .upload,
                files: [file.id.description])
        ]
        return try await city.dossiers.desk.submit(submission, by: actor).dossier
    }

    /// An answer to the office that is being gathered.
    private func supplement(wantedOf dossier: Dossier, by actor: Actor) async throws {
        guard dossier.revision == 1 else { return }
        try await quietDatabase.write { tx in
            try tx.execute(
                """
                INSERT INTO dossier_fact (dossier, number, kind, at, actor, actor_name, step, action, target,
                    target_name, mark, promise, words)
                VALUES (\(dossier.id), 2, 'supplement-asked', 0, 'system:test', '', '', '', '', '', '', '', '')
                """)
            try tx.execute(
                "UPDATE dossier SET revision = 2, status = 5, queue = \(Dossier.waiting) WHERE id = \(dossier.id)")
        }
        try await city.dossiers.desk.addSupplementFile(Self.paper, to: dossier.id, by: actor)
    }

    /// A procedure that is taken online.
    static let online: SQL = "SELECT code FROM dossier_procedure WHERE is_online = 1 ORDER BY code LIMIT 1"

    /// Serves the city's own routes to people of every role.
    func serve<Value: Sendable>(
        also more: [String: Viewer] = [:], _ body: @escaping @Sendable (Crowd) async throws -> Value
    ) async throws -> Value {
        let ids = try await quietDatabase.read { tx in
            try tx.rows(
                """
                SELECT r.role, a.id FROM identity_account a JOIN identity_account_role r ON r.account_id = a.id
                WHERE a.is_sample = 1
                """
            ).map { (try $0.get(0, as: String.self), try $0.get(1, as: String.self)) }
        }
        let byPost = try await quietDatabase.read { tx in
            try tx.rows("SELECT login, id FROM identity_account WHERE is_sample = 1").map {
                (try $0.get(0, as: String.self), try $0.get(1, as: String.self))
            }
        }
        var viewers = more
        for role in Role.all {
            let login = Self.holders[role]
            let id = ids.first { $0.0 == role.rawValue }?.1 ?? byPost.first { $0.0 == login }?.1 ?? "none"
            viewers[role.rawValue] = Crowd.person([role], id: id, name: "Nguyễn Thị Hoà")
        }
        viewers[Crowd.longSignedIn] = Crowd.person(
            [.administrator], id: ids.first { $0.0 == "administrator" }?.1 ?? "none", name: "Nguyễn Thị Hoà",
            provedAge: .hours(7))
        let citizen = try await citizen()
        viewers[Crowd.citizen] = citizen
        try await draft(of: try #require(citizen.actor.personID))
        try await supplement(wantedOf: try await dossier(by: citizen.actor, key: "guard"), by: citizen.actor)
        viewers[Crowd.noRole] = Crowd.person([], id: ids.first?.1 ?? "none", name: "Lê Văn Mới")
        let own = city.site
        var settings = own.settings
        // Every answer is made anew: what it asks is what is looked at.
        settings.sharing = .zero
        let site = Site(
            city: own.city, translations: own.translations, secret: .random(), clock: own.clock,
            settings: settings, assets: own.assets, parts: own.parts, navigation: own.navigation,
            sessions: SampleSessions(viewers: viewers), live: LiveHub(), readiness: own.readiness,
            logger: Self.quiet)
        let responder = SiteResponder(site: site, tables: city.tables)
        return try await Application(responder: responder, logger: Self.quiet).test(.router) { client in
            try await body(Crowd(client: client))
        }
    }
}
