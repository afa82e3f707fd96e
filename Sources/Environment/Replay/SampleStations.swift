// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation
import Ports
package import SQLStore

/// Stations of the demonstration, read from a table.
package struct SampleStations: Sendable {
    private let rows: [(code: String, validFrom: Instant, description: Station.Description)]

    /// - Throws: `ReferenceError` naming line and column.
    package init(file: URL) throws {
        guard let data = try? Data(contentsOf: file), let text = String(bytes: data, encoding: .utf8) else {
            throw ReferenceError.missingFile(file.path)
        }
        rows = try ReferenceTable(file: file.lastPathComponent, csv: text).rows.map { row in
            guard let place = GeoPoint(latitude: try row.number("latitude"), longitude: try row.number("longitude"))
            else { throw row.bad("latitude", try row.text("latitude")) }
            guard let from = try row.validity().from else { throw row.bad("valid_from", "") }
            return (
                try row.text("code"), CivilZone.vietNam.start(of: from),
                Station.Description(
                    name: try row.text("name"), nameEnglish: try row.text("name_en"), medium: try row.word("medium"),
                    place: place, unitCode: try row.text("unit_code"), owner: try row.text("owner"),
                    period: .minutes(try row.count("period_minutes")), waterClass: try row.optionalText("water_class"),
                    source: try row.text("source"), isReplayed: try row.truth("replayed"))
            )
        }
    }

    /// Registers those that are not there yet.
    ///
    /// - Returns: The codes of those it registered.
    package func register(at moment: Instant, in tx: any Transaction) throws -> [String] {
        try rows.compactMap { row in
            guard try StationStore.station(code: row.code, at: moment, in: tx) == nil else { return nil }
            try StationStore.create(
                code: row.code, row.description, validFrom: row.validFrom, by: .system("environment.sample"),
                at: moment, in: tx)
            return row.code
        }
    }

    /// A station that is registered because its records are replayed: hourly,
    /// marked as replayed, standing in the middle of the city until somebody
    /// says where.
    package static func registerReplayed(
        code: String, source: String, place: GeoPoint, from start: Instant, at moment: Instant, in tx: any Transaction
    ) throws {
        guard try StationStore.station(code: code, at: moment, in: tx) == nil else { return }
        try StationStore.create(
            code: code,
            Station.Description(
                name: code, nameEnglish: code, medium: .air, place: place, unitCode: "", owner: "", period: .hours(1),
                source: source, isReplayed: true),
            validFrom: start, by: .system("environment.replay"), at: moment, in: tx)
    }
}
