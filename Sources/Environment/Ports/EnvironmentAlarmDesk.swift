// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
import SQLStore

/// The stations' alarms for the operations centre.
package struct EnvironmentAlarmDesk: AlarmDesk {
    let database: any Database
    let catalogue: ParameterCatalogue

    package func openAlarms(limit: Int) async throws -> [AlarmNotice] {
        try await database.read { try AlarmStore.open(limit: limit, in: $0) }.map { $0.notice(catalogue) }
    }

    package func alarm(_ id: String) async throws -> AlarmNotice? {
        guard let id = Alarm.ID(id) else { return nil }
        return try await database.read { try AlarmStore.alarm(id, in: $0) }?.notice(catalogue)
    }

    package func acknowledge(
        alarm id: String, by actor: Actor, note: String, at moment: Instant
    ) async throws -> AlarmAcknowledgement {
        guard let id = Alarm.ID(id) else { throw AlarmError.unknown }
        return try await database.write { try AlarmStore.acknowledge(id, by: actor, note: note, at: moment, in: $0) }
    }
}
