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
    let vocabulary: LevelVocabulary
    let clockTables: ClockReference
    let days: any WorkingDays
    let database: any Database
    let clock: Clock
    let logger: Logger

    /// - Parameters:
    ///   - clock: The machine's clock: people's time, also where the city's is replayed.
    ///   - days: The country's holidays and exchanged days.
    ///   - files: What people hand in.
    ///   - results: What the offices issue.
    /// - Throws: When files that belong to the program are missing or contradict themselves.
    package init(
        database: any Database, clock: Clock, days: any WorkingDays, files: FileStore, results: ResultStore,
        logger: Logger
    ) throws {
        self.files = files
        self.results = results
        verificationPace = RateLimiter(attempts: 30, per: .minutes(1), clock: clock)
        self.logger = logger
        self.database = database
        self.clock = clock
        self.days = days
        clockTables = try ClockReference(folder: DossiersResources.reference.appendingPathComponent("clocks"))
        catalogue = Catalogue(database: database, clock: clock)
        definitions = Definitions(database: database, clock: clock, library: try .shipped())
        events = try .shipped()
        vocabulary = try .shipped()
    }

    package static let migrations = DossierMigrations.all

    /// What runs beside the requests.
    package var services: [any Service] { [FileSweep(files: files, logger: logger)] }

    /// Who settles what the catalogue leaves open, and who may see it.
    static let keepers = Policy.role(.administrator)
    static let settlers = Policy.all([keepers, .proved(within: .minutes(15))])
    /// Who publishes definitions: an act that every later dossier rests on.
    static let publishers = settlers
    static let readers = Policy.roles(.administrator, .leader, .organisationOfficer)

    /// What this feature writes into the ledger.
    package static let ledgerActs: [LedgerAct] = [
        LedgerAct("dossiers.catalogue-taken-in", Message("dossiers.act.catalogue-taken-in")),
        LedgerAct("dossiers.definition-published", Message("dossiers.act.definition-published")),
        LedgerAct("dossiers.conflict-settled", Message("dossiers.act.conflict-settled")),
        LedgerAct("dossiers.hours-set", Message("dossiers.act.hours-set")),
        LedgerAct("dossiers.level-set", Message("dossiers.act.level-set")),
        LedgerAct("dossiers.result-issued", Message("dossiers.act.result-issued")),
        LedgerAct("dossiers.result-revoked", Message("dossiers.act.result-revoked")),
        LedgerAct("dossiers.version-dated", Message("dossiers.act.version-dated")),
    ]

    /// Its entries of the main navigation.
    package static let navigation: [NavigationEntry] = [
        NavigationEntry(Message("dossiers.nav.procedures"), "/procedures", for: .everyone)
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
