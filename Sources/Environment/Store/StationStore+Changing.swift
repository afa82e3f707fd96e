// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
import Ports
package import SQLStore

extension StationStore {
    /// Registers a station.
    ///
    /// - Throws: `StationError`.
    @discardableResult
    package static func create(
        code: String, _ description: Station.Description, validFrom: Instant, by actor: Actor,
        at moment: Instant, in tx: any Transaction
    ) throws -> Station.ID {
        let code = try Station.code(from: code)
        let description = try description.checked()
        guard try station(code: code, at: moment, in: tx) == nil else { throw StationError.codeTaken(code: code) }
        let id = Station.ID(try Counter.station.take(in: tx))
        try tx.execute(
            """
            INSERT INTO environment_station (id, code, created_at, created_by)
            VALUES (\(id), \(code), \(moment), \(actor.stored))
            """)
        try insert(description, of: id, from: validFrom, to: nil, by: actor, at: moment, in: tx)
        try LedgerEntry.station("registered", code, description, validFrom, by: actor, at: moment).append(in: tx)
        try tx.announce(EnvironmentChannel.name, EnvironmentChannel.stations)
        return id
    }

    /// Describes a station anew from `validFrom` on; what was said of the time
    /// before stays. A second description from the same moment replaces the first.
    ///
    /// - Throws: `StationError.unknown`, `.beginsTooEarly` when `validFrom` lies
    ///   before the latest version's beginning, and those of `checked()`.
    package static func change(
        code: String, to description: Station.Description, validFrom: Instant, by actor: Actor,
        at moment: Instant, in tx: any Transaction
    ) throws {
        let description = try description.checked()
        guard let id: Station.ID = try tx.value("SELECT id FROM environment_station WHERE code = \(code.uppercased())"),
            let latest: Instant = try tx.value(
                "SELECT max(valid_from) FROM environment_station_version WHERE station_id = \(id)")
        else { throw StationError.unknown(code: code) }
        guard validFrom >= latest else { throw StationError.beginsTooEarly(after: latest) }
        if validFrom == latest {
            try tx.execute(
                "DELETE FROM environment_station_version WHERE station_id = \(id) AND valid_from = \(validFrom)")
        } else {
            try tx.execute(
                """
                UPDATE environment_station_version SET valid_to = \(validFrom)
                WHERE station_id = \(id) AND valid_from = \(latest)
                """)
        }
        try insert(description, of: id, from: validFrom, to: nil, by: actor, at: moment, in: tx)
        try LedgerEntry.station("changed", code.uppercased(), description, validFrom, by: actor, at: moment)
            .append(in: tx)
        try tx.announce(EnvironmentChannel.name, EnvironmentChannel.stations)
    }

    /// Takes a station out of service from `validFrom` on. Its records stay.
    package static func retire(
        code: String, validFrom: Instant, by actor: Actor, at moment: Instant, in tx: any Transaction
    ) throws {
        guard let station = try station(code: code, at: validFrom, in: tx) else {
            throw StationError.unknown(code: code)
        }
        var description = station.version.description
        description.isInService = false
        try change(code: code, to: description, validFrom: validFrom, by: actor, at: moment, in: tx)
    }

    /// Notes the newest file and value of a station. Moments never go back:
    /// a backlog does not make a station look silent.
    static func note(
        file: StationFileRecord.ID, at now: Instant, valueAt: Instant, of station: Station.ID, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE environment_station SET last_file_id = \(file), last_file_at = \(now),
                last_value_at = CASE WHEN last_value_at IS NULL OR last_value_at < \(valueAt)
                    THEN \(valueAt) ELSE last_value_at END
            WHERE id = \(station)
            """)
    }

    private static func insert(
        _ said: Station.Description, of station: Station.ID, from start: Instant, to end: Instant?,
        by actor: Actor, at moment: Instant, in tx: any Transaction
    ) throws {
        let id = try Counter.version.take(in: tx)
        try tx.execute(
            """
            INSERT INTO environment_station_version (id, station_id, valid_from, valid_to, name, name_key, name_en,
                medium, latitude, longitude, unit_code, owner, period_seconds, water_class, source, replayed,
                in_service, created_at, created_by, water_body)
            VALUES (\(id), \(station), \(start), \(end), \(said.name), \(said.name.searchKey), \(said.nameEnglish),
                \(said.medium.rawValue), \(said.place.latitude), \(said.place.longitude), \(said.unitCode),
                \(said.owner), \(said.period.inMicroseconds / 1_000_000), \(said.waterClass), \(said.source),
                \(said.isReplayed), \(said.isInService), \(moment), \(actor.stored), \(said.waterBody.rawValue))
            """)
    }
}
