// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import Ledger
package import Logging
package import Ports
package import SQLStore
package import ServiceLifecycle
package import Web

/// The feature's front door: the catalogue of procedures and the clocks
/// dossiers run by.
package struct DossiersFeature: Sendable {
    package let catalogue: Catalogue
    package let definitions: Definitions
    package let files: FileStore
    package let results: ResultStore
    /// How often one network may ask whether a result is genuine.
    let verificationPace: RateLimiter
    let events: LifeEvents
    let askedFirst: AskedFirst
    /// Forms that citizens fill in.
    package let drafts: Drafts
    let profiles: any ApplicantProfiles
    /// Where forms go that are filled in; without it nothing can be handed in here.
    package var submitting: (any Submitting)?
    let sweep: DraftSweep
    let watch: DueWatch
    /// `nil` where the city tells the national portal nothing.
    let portalSync: PortalSync?
    let vocabulary: LevelVocabulary
    let clockTables: ClockReference
    let days: any WorkingDays
    let database: any Database
    let clock: Clock
    package let desk: DossierDesk
    /// Units by their codes.
    let units: any UnitHistory
    /// Guesses of look-up keys that one network may make in a minute.
    let followLimiter: RateLimiter
    let logger: Logger

    /// - Parameters:
    ///   - clock: The machine's clock: people's time, also where the city's is replayed.
    ///   - days: The country's holidays and exchanged days.
    ///   - seal: What is kept of people is sealed with it.
    ///   - profiles: What forms know of whoever fills them in.
    ///   - files: What people hand in.
    ///   - results: What the offices issue.
    ///   - portal: The national portal; nothing is told where there is none.
    ///   - ways: How applicants are told; nobody is where there are none.
    /// - Throws: When files that belong to the program are missing or contradict themselves.
    package init(
        database: any Database, clock: Clock, days: any WorkingDays, seal: any PersonalSeal,
        profiles: any ApplicantProfiles, permissions: any Permissions, staffing: any Staffing,
        units: any UnitHistory, files: FileStore, results: ResultStore, ways: NoticeDesk.Ways? = nil,
        portal: (any NationalPortal)? = nil,
        logger: Logger = Logger(label: "vamco.dossiers")
    ) throws {
        self.units = units
        followLimiter = RateLimiter(attempts: 10, per: .minutes(1), clock: clock)
        self.files = files
        self.results = results
        verificationPace = RateLimiter(attempts: 30, per: .minutes(1), clock: clock)
        self.logger = logger
        self.database = database
        self.clock = clock
        self.days = days
        let tables = try ClockReference(folder: DossiersResources.reference.appendingPathComponent("clocks"))
        clockTables = tables
        catalogue = Catalogue(database: database, clock: clock)
        definitions = Definitions(database: database, clock: clock, library: try .shipped())
        events = try .shipped()
        askedFirst = try .shipped()
        vocabulary = try .shipped()
        let content = SealedContent(seal: seal)
        let words = try Translations(folders: [DossiersResources.translations])
        let languages = [Language.vi, .en].map { Wording(words, language: $0, zone: .vietNam) }
        desk = DossierDesk(
            database: database, clock: clock, definitions: definitions,
            rules: DossierRules(library: definitions.library), content: content,
            notices: NoticeDesk(ways: ways, languages: languages, content: content), tellsPortal: portal != nil,
            results: results,
            wording: languages[0],
            templates: try .shipped(), ballots: try Ballot.shipped(), logger: logger, files: files,
            permissions: permissions, staffing: staffing,
            clocks: { unit in try await Self.clocks(of: unit, tables, days, database) })
        self.profiles = profiles
        drafts = Drafts(
            database: database, clock: clock, definitions: definitions, store: DraftStore(seal: seal),
            onBehalf: try .shipped(), files: files)
        let lease = Lease(
            in: "dossier_lease", name: "drafts", holder: Draft.ID(at: clock.now).description, length: .hours(2),
            clock: clock)
        sweep = DraftSweep(drafts: drafts, lease: lease, logger: logger)
        watch = DueWatch(
            desk: desk,
            lease: Lease(
                in: "dossier_lease", name: "due-watch", holder: Draft.ID(at: clock.now).description,
                length: .minutes(5), clock: clock), logger: logger)
        portalSync = portal.map { [desk] in
            PortalSync(
                desk: desk, portal: $0,
                lease: Lease(
                    in: "dossier_lease", name: "national-portal", holder: Draft.ID(at: clock.now).description,
                    length: .minutes(5), clock: clock), logger: logger)
        }
        submitting = DeskSubmitting(desk: desk, onBehalf: drafts.onBehalf)
    }

    /// What doing anything with dossiers asks for.
    package static var permissionRules: [PermissionRule] { DossierPower.rules }

    /// Deletes every form a citizen is filling in: goes with the erasure of their record.
    package static let eraseDrafts: @Sendable (_ citizen: String, any Transaction) throws -> Void = {
        try DraftStore.deleteAll(of: $0, in: $1)
    }

    package static let migrations = DossierMigrations.all

    /// What the operations centre shows of dossiers.
    package var serviceFigures: ServiceFigures { ServiceFigures(database: database, clock: clock) }

    /// What runs beside the requests.
    package var services: [any Service] {
        [sweep, FileSweep(files: files, logger: logger), watch] + (portalSync.map { [$0] } ?? [])
    }

    /// Who settles what the catalogue leaves open, and who may see it.
    static let keepers = Policy.role(.administrator)
    static let settlers = Policy.all([keepers, .proved(within: .minutes(15))])
    /// Who publishes definitions: an act that every later dossier rests on.
    static let publishers = settlers
    static let readers = Policy.roles(.administrator, .leader, .organisationOfficer)

    /// What this feature writes into the ledger.
    package static let ledgerActs: [LedgerAct] =
        [
            LedgerAct("dossiers.catalogue-taken-in", Message("dossiers.act.catalogue-taken-in")),
            LedgerAct("dossiers.definition-published", Message("dossiers.act.definition-published")),
            LedgerAct("dossiers.conflict-settled", Message("dossiers.act.conflict-settled")),
            LedgerAct("dossiers.escalated", Message("dossiers.act.escalated")),
            LedgerAct("dossiers.due-moved", Message("dossiers.act.due-moved")),
            LedgerAct("dossiers.hours-set", Message("dossiers.act.hours-set")),
            LedgerAct("dossiers.level-set", Message("dossiers.act.level-set")),
            LedgerAct("dossiers.data-read", Message("dossiers.act.data-read")),
            LedgerAct("dossiers.list-exported", Message("dossiers.act.list-exported")),
            LedgerAct("dossiers.file-read", Message("dossiers.act.file-read")),
            LedgerAct("dossiers.office-set", Message("dossiers.act.office-set")),
            LedgerAct("dossiers.rated", Message("dossiers.act.rated")),
            LedgerAct("dossiers.ratings-read", Message("dossiers.act.ratings-read")),
            LedgerAct("dossiers.result-drafted", Message("dossiers.act.result-drafted")),
            LedgerAct("dossiers.result-issued", Message("dossiers.act.result-issued")),
            LedgerAct("dossiers.result-revoked", Message("dossiers.act.result-revoked")),
            LedgerAct("dossiers.sample-made", Message("dossiers.act.sample-made")),
            LedgerAct("dossiers.template-set", Message("dossiers.act.template-set")),
            LedgerAct("dossiers.version-dated", Message("dossiers.act.version-dated")),
        ]
        + DossierFact.Kind.allCases.map {
            LedgerAct("dossiers.\($0.rawValue)", Message("dossiers.fact.\($0.rawValue)"))
        }

    /// Its entries of the main navigation.
    package static let navigation: [NavigationEntry] = [
        NavigationEntry(Message("dossiers.nav.procedures"), "/procedures", for: .everyone),
        NavigationEntry(Message("dossiers.nav.follow"), "/follow", for: .everyone),
        NavigationEntry(Message("dossiers.nav.board"), "/service-board", for: .everyone),
        NavigationEntry(Message("dossiers.nav.desk"), "/dossiers", for: Self.workers),
        NavigationEntry(Message("dossiers.nav.drafts"), "/my/drafts", for: .citizen),
    ]

    /// Takes in the national records that come with the program.
    ///
    /// - Parameter limit: The first so many.
    /// - Returns: What was done.
    package func takeInNationalRecords(limit: Int = .max) async throws -> Catalogue.Intake {
        try await catalogue.takeIn(
            try NationalRecords.shipped.records(limit: limit), source: NationalRecords.shippedSource,
            by: .system("dossiers.catalogue"))
    }
}
