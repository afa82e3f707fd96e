// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// A list of stations as CSV: the columns of `/api/environment/stations.csv`
/// that describe a station, in any order, others left aside.
struct StationImport: Sendable {
    struct Row: Sendable {
        let line: Int
        let code: String
        let name: String
        let outcome: Outcome
    }

    enum Outcome: Sendable {
        case registers(Station.Description)
        case changes(Station.Description)
        case same
        case refused([Message])
    }

    static let columns = [
        "code", "name", "name_english", "medium", "latitude", "longitude", "unit_code", "owner", "source",
        "reporting_period_seconds", "water_class", "water_body", "in_service", "replayed",
    ]
    static let needed = ["code", "name", "medium", "latitude", "longitude", "owner", "reporting_period_seconds"]
    static let rowLimit = 2_000

    let rows: [Row]
    /// What is wrong with the list as a whole.
    let failure: Message?

    init(_ text: String, known: [Station]) {
        let table = HeadedTable(text, needing: Self.needed, limit: Self.rowLimit)
        let stations = Dictionary(known.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        rows = table.rows.map { Self.row($0, stations, &seen) }
        failure = table.failure.map(Self.message)
    }

    private static func message(_ failure: HeadedTable.Failure) -> Message {
        switch failure {
        case .empty: Message("environment.stations.import-empty")
        case .columnsMissing(let columns):
            Message("environment.stations.import-columns", ["columns": .text(columns.joined(separator: ", "))])
        case .tooManyRows(let limit): Message("environment.stations.import-too-many", ["limit": .count(limit)])
        case .unreadable(let error): error.message
        }
    }

    private static func row(
        _ row: HeadedTable.Row, _ stations: [String: Station], _ seen: inout Set<String>
    ) -> Row {
        var errors: [Message] = []
        func number(_ name: String) -> Double? { try? NumberFormat.either.number(in: row[name]) }
        func refused(_ messages: [Message]) -> Row {
            Row(line: row.line, code: row["code"], name: row["name"], outcome: .refused(messages))
        }
        let code: String
        do { code = try Station.code(from: row["code"]) } catch { return refused([error.answer.message]) }
        if !seen.insert(code).inserted {
            errors.append(Message("environment.stations.import-twice", ["code": .text(code)]))
        }
        let medium = StationOverview.Medium(rawValue: row["medium"].lowercased())
        if medium == nil { errors.append(Message("environment.form.medium-missing")) }
        let latitude = number("latitude")
        let longitude = number("longitude")
        if latitude == nil { errors.append(Message("environment.form.latitude-unreadable")) }
        if longitude == nil { errors.append(Message("environment.form.longitude-unreadable")) }
        let place = latitude.flatMap { north in longitude.flatMap { GeoPoint(latitude: north, longitude: $0) } }
        if place == nil, latitude != nil, longitude != nil {
            errors.append(StationError.placeOutsideVietNam.answer.message)
        }
        let seconds = number("reporting_period_seconds").map { Int($0.rounded()) } ?? 0
        guard let medium, let place, (1...86_400).contains(seconds) else {
            if !(1...86_400).contains(seconds) { errors.append(StationError.badPeriod.answer.message) }
            return refused(errors)
        }
        let waterClass = row["water_class"]
        let waterBody = row["water_body"].lowercased()
        guard let body = waterBody.isEmpty ? .flowing : WaterBody(rawValue: waterBody) else {
            return refused(
                errors + [Message("environment.stations.import-water-body", ["name": .text(row["water_body"])])])
        }
        let said = Station.Description(
            name: row["name"], nameEnglish: row["name_english"], medium: medium, place: place,
            unitCode: row["unit_code"], owner: row["owner"], period: .seconds(seconds),
            waterClass: waterClass.isEmpty ? nil : waterClass, waterBody: body, source: row["source"],
            isReplayed: truth(row["replayed"], otherwise: false),
            isInService: truth(row["in_service"], otherwise: true))
        do {
            let checked = try said.checked()
            guard errors.isEmpty else { return refused(errors) }
            let outcome: Outcome
            if let station = stations[code] {
                outcome = station.version.description == checked ? .same : .changes(checked)
            } else {
                outcome = .registers(checked)
            }
            return Row(line: row.line, code: code, name: checked.name, outcome: outcome)
        } catch {
            return refused(errors + [error.answer.message])
        }
    }

    private static func truth(_ text: String, otherwise: Bool) -> Bool {
        text.isEmpty ? otherwise : ["true", "1", "yes", "có", "x"].contains(text.lowercased())
    }
}
