// SPDX-License-Identifier: Apache-2.0

import Audit
package import Basics
package import Dossiers
package import Environment
import Foundation
package import Identity
package import Ledger
import Letters
package import Logging
import Observations
package import Operations
package import Ports
package import SQLStore
package import ServiceLifecycle
package import Web

/// One city, put together: its features on one database, its pages, its
/// services. The only place that knows all features.
package struct City: Sendable {
    package let identity: IdentityFeature
    package let environment: EnvironmentFeature
    package let operations: OperationsFeature
    package let dossiers: DossiersFeature
    package let site: Site
    /// Every route, feature by feature.
    package let tables: [RouteTable]
    /// What runs beside the requests, in the order it depends on each other.
    package let services: [any Service]

    /// - Parameters:
    ///   - database: Migrated.
    ///   - secret: Signs form tokens; the same on every node.
    ///   - machine: The clock of sessions, files and logs.
    ///   - outgoing: The way to other servers; HTTP where none is given.
    /// - Throws: When files that belong to the program are missing.
    package init(
        _ settings: Settings, database: any Database, secret: SiteSecret, machine: Clock = .machine,
        outgoing: (any Outgoing)? = nil, logger: Logger
    ) throws {
        let replay = settings.replayClock
        let clock = replay?.clock ?? machine
        let observations = ObservationStore(zone: .vietNam)

        let client = OutgoingClient()
        let outgoing: any Outgoing = outgoing ?? client
        var identitySettings = IdentitySettings()
        identitySettings.secondFactor = settings.secondFactor
        identitySettings.issuer = "VamCo \(settings.city)"
        let keys = KeyRing(file: settings.keyFile)
        let letters = LetterBox(seal: keys)
        identitySettings.sendsCodes = settings.sendsCodes
        identitySettings.showsLetters = settings.showsLetters
        identity = try IdentityFeature(
            database: database, clock: machine, keys: keys, letters: letters, settings: identitySettings,
            openID: OpenIDSettings(
                providers: settings.providers, publicOrigin: settings.publicAddress, outgoing: outgoing),
            permissionRules: OperationsFeature.permissionRules + EnvironmentFeature.permissionRules
                + DossiersFeature.permissionRules, erasedWithCitizens: [DossiersFeature.eraseDrafts], logger: logger)
        var environmentSettings = EnvironmentSettings(
            intakeFolder: settings.intakeFolder, dataFolder: settings.dataFolder)
        environmentSettings.machineClock = machine
        environment = EnvironmentFeature(
            database: database, observations: observations, settings: environmentSettings,
            reference: try .shipped(), clock: clock, logger: logger)
        let territories = PresentTerritories(territories: identity.territories, clock: machine)

        let files = FileStore(
            database: database, clock: machine, seal: keys,
            check: FileCheck(
                limits: settings.fileLimits,
                scanner: settings.virusScanner.map { ClamScanner($0, logger: logger) },
                converter: HEICConverter(logger: logger)))
        let printer = Printer()
        dossiers = try DossiersFeature(
            database: database, clock: machine, days: identity.calendar, seal: keys, profiles: identity.personal,
            permissions: identity.permissions, staffing: identity.staffing, units: identity.unitHistory, files: files,
            results: ResultStore(
                files: files, printing: printer,
                signer: OrganisationSigner(
                    path: settings.signingCertificate, passwordPath: settings.signingPasswordFile, clock: machine),
                origin: settings.publicAddress),
            ways: Self.ways(settings, letters: letters),
            portal: settings.portal.map {
                NationalPortalClient(address: $0.address, session: $0.session, unit: $0.unit, outgoing: outgoing)
            }, logger: logger)

        operations = try OperationsFeature(
            board: environment.stationBoard, services: dossiers.serviceFigures, desk: environment.alarmDesk,
            events: environment.events,
            changes: environment.changes, territories: territories, permissions: identity.permissions, clock: clock,
            replaySpeed: replay?.speed,
            logger: logger)

        var siteSettings = SiteSettings(publicOrigin: settings.publicAddress)
        siteSettings.metricsToken = settings.metricsToken
        siteSettings.streamLimit = settings.streams
        siteSettings.sharing = .seconds(1)
        siteSettings.showsDesign = settings.showsDesign
        siteSettings.proxies = settings.proxies
        siteSettings.requestLimit = settings.requestLimit
        let readiness = Self.readiness(settings, database: database, keys: keys, clock: machine)
        site = Site(
            city: CityName(vi: settings.city, en: settings.city), translations: try Self.translations(),
            secret: secret, clock: clock, settings: siteSettings, assets: try Assets.bundled(),
            parts: BrowserParts(folder: URL(fileURLWithPath: settings.partsFolder)),
            navigation: OperationsFeature.navigation + EnvironmentFeature.navigation + DossiersFeature.navigation
                + IdentityFeature.navigation + AuditFeature.navigation + [Self.administrationEntry],
            sessions: identity.sessions, tokens: identity.tokens, live: LiveHub(),
            readiness: readiness,
            logger: logger, unforeseen: { StoreFailure($0) })

        let pages = environment.pages(territories: territories, permissions: identity.permissions)
        pages.measure(in: site.measures)
        let identity = identity
        let desk = WitnessDesk(database: database, clock: machine, logs: settings.witnessFor) {
            try KeyFolder(settings.dataFolder).key()
        }
        let audit = AuditFeature(
            database: database, clock: machine, witness: desk, printing: printer, secret: secret,
            acts: IdentityFeature.ledgerActs + EnvironmentFeature.ledgerActs + DossiersFeature.ledgerActs
        ) { try await identity.names(ofActors: $0) }
        let operators = OperatorPages(
            settings: settings, database: database, letters: letters,
            purposes: IdentityFeature.letterPurposes.merging(DossiersFeature.letterPurposes) { $1 },
            readiness: readiness, clock: machine)
        let administration = AdministrationPages(
            identity.administration + audit.administration(witnesses: settings.witnesses)
                + dossiers.administration + operators.administration)
        tables =
            WebFeature.tables + [
                administration.routes, operators.routes,
                operations.routes, pages.routes, identity.routes, identity.secondFactorRoutes, identity.tokenRoutes,
                identity.citizenRoutes, identity.personalPages.citizenRoutes, identity.administrationRoutes,
                identity.organisationPages.routes, identity.calendarPages.routes, identity.peoplePages.routes,
                identity.personalPages.routes,
                dossiers.routes, dossiers.applyRoutes, audit.routes,
                OpenAPIRoutes.table,
            ]
        var services: [any Service] = [site.live, client]
        let sealer = Self.sealer(settings, database: database, clock: machine)
        services.append(CheckpointService(sealer: sealer, logger: logger))
        if !settings.witnesses.isEmpty {
            services.append(
                WitnessPush(
                    database: database, clock: machine, addresses: settings.witnesses, logger: logger,
                    send: { try await outgoing.sendText($0, to: $1, $2) }))
        }
        services.append(LetterUpkeep(database: database, clock: machine, logger: logger))
        if settings.mail != nil || settings.messages != nil {
            services.append(
                LetterDelivery(
                    database: database, box: letters,
                    mail: settings.mail.map {
                        .init(
                            carrier: MailCarrier(server: $0.server, sender: $0.sender.address), sender: $0.sender)
                    }, messages: settings.messages?.carrier(by: outgoing), clock: machine, logger: logger))
        }
        services += identity.services
        services += environment.services
        services += dossiers.services
        services.append(
            StationPublisher(
                pages: pages, changes: environment.changes, hub: site.live, clock: clock, logger: logger))
        services += operations.services(for: site)
        self.services = services
    }

    /// How applicants are reached: by what the settings name.
    private static func ways(_ settings: Settings, letters: LetterBox) -> NoticeDesk.Ways {
        var channels: Set<LetterChannel> = []
        if settings.mail != nil { channels.insert(.email) }
        if settings.messages != nil { channels.insert(.sms) }
        return NoticeDesk.Ways(
            box: letters, channels: channels, origin: settings.publicAddress, isSample: settings.messages == .sample)
    }

    /// What seals the city's ledger: its key lies in the data folder.
    package static func sealer(_ settings: Settings, database: any Database, clock: Clock) -> Sealer {
        Sealer(
            database: database, clock: clock, folder: KeyFolder(settings.dataFolder),
            host: URL(string: settings.publicAddress)?.host ?? "localhost")
    }

    /// What every feature keeps, in the order it is made.
    package static let migrator = Migrator([
        Secrets.migrations, LedgerResources.migrations, LetterResources.migrations, IdentityFeature.migrations,
        ObservationStore.migrations,
        EnvironmentFeature.migrations, DossiersFeature.migrations,
    ])

    /// The words of all features.
    package static func translations() throws -> Translations {
        try Translations(folders: [
            WebFeature.translations, LedgerResources.translations, IdentityFeature.translations,
            EnvironmentFeature.translations,
            OperationsFeature.translations, AuditFeature.translations, DossiersResources.translations,
            ServerResources.translations,
        ])
    }
}
