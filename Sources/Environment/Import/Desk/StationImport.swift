// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ports
package import SQLStore

/// A table of stations, read and compared with those registered; nothing is
/// written before `apply`.
///
/// The heading names the columns: `code`, `name`, `medium` (air, water or
/// weather), `latitude`, `longitude`, and as wanted `name_en`, `unit_code`,
/// `owner`, `period_minutes`, `water_class`, `source`, `replayed` and
/// `in_service` (yes or no). What a table does not say of a registered station
/// stays as it is.
package struct StationImport: Sendable {
    package let rows: [Row]

    package struct Row: Sendable {
        package let line: Int
        /// The code as it is stored, or as it was written when it is none.
        package let code: String
        package let change: Change
    }

    package enum Change: Sendable {
        case new(Station.Description)
        case changed(from: Station.Description, to: Station.Description)
        case same
        case refused(Message)
    }

    /// - Throws: `TextEncodingError`, `CSVError`, `StationImportError`.
    package init(_ bytes: [UInt8], charsets: Charsets, stations: [Station]) throws {
        let encoding = charsets.guess(of: bytes, isExcerpt: false).encoding
        let text = try charsets.text(from: bytes, as: encoding)
        var reader = CSVReader(text, separator: CSVSeparator.detected(in: text) ?? .comma)
        guard let heading = try reader.next() else { throw StationImportError.empty }
        let columns = Dictionary(
            zip(heading.fields.map { $0.tidied().lowercased() }, heading.fields.indices),
            uniquingKeysWith: { first, _ in first })
        guard let codeColumn = columns["code"] else { throw StationImportError.noCodeColumn }
        let known = Dictionary(stations.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        var rows: [Row] = []
        var seen: Set<String> = []
        while let row = try reader.next() {
            guard !row.isBlank else { continue }
            guard rows.count < 10_000 else { throw StationImportError.tooManyRows(limit: 10_000) }
            func cell(_ name: String) -> String? {
                guard let column = columns[name], column < row.fields.count else { return nil }
                let text = row.fields[column].tidied()
                return text.isEmpty ? nil : text
            }
            let written = codeColumn < row.fields.count ? row.fields[codeColumn] : ""
            do {
                let code = try Station.code(from: written)
                guard seen.insert(code).inserted else { throw StationError.codeTaken(code: code) }
                let before = known[code]?.version.description
                let after = try Self.description(cell, before: before).checked()
                let change: Change =
                    before.map { $0 == after ? .same : .changed(from: $0, to: after) } ?? .new(after)
                rows.append(Row(line: row.line, code: code, change: change))
            } catch {
                let message = (error as? any UserFacing)?.answer.message ?? Message("environment.error.station-row")
                rows.append(Row(line: row.line, code: String(written.prefix(64)), change: .refused(message)))
            }
        }
        self.rows = rows
    }

    /// Registers the new stations and describes the changed ones anew, all from
    /// `validFrom` on; refused rows are passed over.
    ///
    /// - Returns: How many stations were written.
    @discardableResult
    package func apply(
        validFrom: Instant, by actor: Actor, at now: Instant, in tx: any Transaction
    ) throws -> Int {
        var written = 0
        for row in rows {
            switch row.change {
            case .new(let description):
                try StationStore.create(
                    code: row.code, description, validFrom: validFrom, by: actor, at: now, in: tx)
                written += 1
            case .changed(_, let description):
                try StationStore.change(
                    code: row.code, to: description, validFrom: validFrom, by: actor, at: now, in: tx)
                written += 1
            case .same, .refused: break
            }
        }
        return written
    }

    private static func description(
        _ cell: (String) -> String?, before: Station.Description?
    ) throws -> Station.Description {
        func number(_ name: String) throws -> Double? {
            guard let text = cell(name) else { return nil }
            guard let number = try? NumberFormat.either.number(in: text) else {
                throw StationImportError.notANumber(column: name, text: text)
            }
            return number
        }
        func truth(_ name: String) throws -> Bool? {
            switch cell(name)?.lowercased() {
            case nil: nil
            case "yes", "1", "true", "có": true
            case "no", "0", "false", "không": false
            case .some(let text): throw StationImportError.notYesOrNo(column: name, text: text)
            }
        }
        let medium = cell("medium").map { StationOverview.Medium(rawValue: $0.lowercased()) } ?? before?.medium
        guard let medium else { throw StationImportError.noMedium }
        let latitude = try number("latitude") ?? before?.place.latitude
        let longitude = try number("longitude") ?? before?.place.longitude
        guard let latitude, let longitude, let place = GeoPoint(latitude: latitude, longitude: longitude) else {
            throw StationError.placeOutsideVietNam
        }
        let minutes = try number("period_minutes")
        return Station.Description(
            name: cell("name") ?? before?.name ?? "", nameEnglish: cell("name_en") ?? before?.nameEnglish ?? "",
            medium: medium, place: place, unitCode: cell("unit_code") ?? before?.unitCode ?? "",
            owner: cell("owner") ?? before?.owner ?? "",
            period: minutes.map { .seconds(Int(min(max($0, 0), 1_440) * 60)) } ?? before?.period ?? .minutes(5),
            waterClass: cell("water_class") ?? before?.waterClass, source: cell("source") ?? before?.source ?? "",
            isReplayed: try truth("replayed") ?? before?.isReplayed ?? false,
            isInService: try truth("in_service") ?? before?.isInService ?? true)
    }
}

/// Why a table of stations, or a row of it, cannot be read.
package enum StationImportError: UserFacing, Hashable {
    case empty
    case noCodeColumn
    case noMedium
    case tooManyRows(limit: Int)
    case notANumber(column: String, text: String)
    case notYesOrNo(column: String, text: String)

    package var answer: (status: Int, message: Message) {
        let message =
            switch self {
            case .empty: Message("environment.error.station-table-empty")
            case .noCodeColumn: Message("environment.error.station-table-no-code")
            case .noMedium: Message("environment.error.station-row-medium")
            case .tooManyRows(let limit):
                Message("environment.error.station-table-too-long", ["limit": .count(limit)])
            case .notANumber(let column, let text):
                Message("environment.error.station-row-number", ["column": .text(column), "text": .text(text)])
            case .notYesOrNo(let column, let text):
                Message("environment.error.station-row-truth", ["column": .text(column), "text": .text(text)])
            }
        return (422, message)
    }
}
