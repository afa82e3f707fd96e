// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import Logging
package import Observations
package import Ports
package import SQLStore
package import ServiceLifecycle

/// The front door of the monitoring stations: what the feature needs, and what
/// it gives to the composition root and to its own pages.
package struct EnvironmentFeature: Sendable {
    package let database: any Database
    package let observations: ObservationStore
    package let settings: EnvironmentSettings
    package let reference: EnvironmentReference
    package let alarmRules: AlarmRules
    /// The city's clock.
    package let clock: Clock
    package let logger: Logger
    /// How the intake is.
    package let intakeGauge = IntakeGauge()

    private let holder: String

    package static let migrations = EnvironmentMigrations.all

    /// - Parameters:
    ///   - database: Migrated with `ObservationStore.migrations` and `migrations`.
    ///   - clock: The city's clock; may be a replayed one. See `EnvironmentSettings.machineClock`.
    package init(
        database: any Database, observations: ObservationStore, settings: EnvironmentSettings,
        reference: EnvironmentReference, clock: Clock, logger: Logger
    ) {
        self.database = database
        self.observations = observations
        self.settings = settings
        self.reference = reference
        alarmRules = reference.alarmRules
        self.clock = clock
        self.logger = logger
        // A SQLite file has one program: after a crash it takes its own lease up again at once.
        holder = database.dialect == .sqlite ? "sqlite" : UUID().uuidString
    }

    /// What runs while the program runs, in the order to start it.
    package var services: [any Service] {
        [
            IntakeService(
                intake: intake(), lease: lease("intake"), database: database, gauge: intakeGauge, clock: clock,
                logger: logger),
            DerivationService(derivation: derivation, lease: lease("derivation"), logger: logger),
            SilenceSweep(
                silence: Silence(rule: alarmRules.silence), database: database, lease: lease("derivation"),
                clock: clock, logger: logger),
            HousekeepingService(
                imports: importRun, retrials: retrialRun, retention: retention, lease: lease("derivation"),
                logger: logger),
        ]
    }

    package var stationBoard: any StationBoard {
        EnvironmentBoard(database: database, reference: reference)
    }

    package var alarmDesk: any AlarmDesk {
        EnvironmentAlarmDesk(database: database, catalogue: reference.catalogue)
    }

    package var events: any CityEvents { EnvironmentEvents(database: database) }
    package var changes: any CityChanges { EnvironmentChanges(database: database) }

    /// What officers do with refused files and lines.
    package var quarantineDesk: QuarantineDesk {
        QuarantineDesk(
            database: database, rules: ReadFile.Rules(catalogue: reference.catalogue, settings: settings),
            writer: IntakeWriter(values: valueWriter, zone: settings.zone), settings: settings, clock: clock)
    }

    /// Imports of past series.
    package var importDesk: ImportDesk { ImportDesk(database: database, reference: reference, clock: clock) }

    var importRun: ImportRun {
        ImportRun(
            database: database, reference: reference, values: valueWriter, zone: settings.zone, clock: clock)
    }

    var retrialRun: RetrialRun { RetrialRun(database: database, desk: quarantineDesk, clock: clock) }

    var retention: Retention {
        Retention(database: database, observations: observations, rules: reference.retention, clock: clock)
    }

    var derivation: Derivation {
        Derivation(
            database: database, observations: observations, reference: reference, alarmRules: alarmRules,
            settings: settings, clock: clock)
    }

    /// An intake as the service runs it.
    func intake(faults: IntakeFaults = IntakeFaults()) -> Intake {
        Intake(
            settings: settings, database: database, catalogue: reference.catalogue, values: valueWriter,
            clock: clock, gauge: intakeGauge, logger: logger, faults: faults)
    }

    var valueWriter: ValueWriter {
        ValueWriter(
            observations: observations, catalogue: reference.catalogue, counts: { reference.statuses.counts($0) })
    }

    func lease(_ name: String) -> Lease {
        Lease(
            in: "environment_lease", name: name, holder: holder, length: settings.leaseTime,
            clock: settings.machineClock)
    }
}
