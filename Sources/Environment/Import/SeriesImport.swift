// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Works a plan over the records of a file, one record at a time.
///
/// Nothing is dropped in silence: a cell gives a value, a refusal with its
/// reason, or is counted as empty. After a mistake in the CSV itself nothing that
/// follows can be trusted: `failure` says where, and there are no more records.
package struct SeriesImport {
    package let plan: SeriesImportPlan
    /// Why the file could not be read to its end.
    package private(set) var failure: CSVError?

    private let catalogue: ParameterCatalogue
    private let latest: Instant
    private var reader: CSVReader
    private var skipped = 0
    private var parameters: [String: Parameter] = [:]
    private var conversions: [String: Result<(UnitOfMeasure, UnitConversion), UnitRefusal>] = [:]

    /// - Parameters:
    ///   - text: The decoded file (`Charsets.text`).
    ///   - now: Times later than this by more than a day are refused.
    package init(_ text: String, plan: SeriesImportPlan, catalogue: ParameterCatalogue, now: Instant) {
        self.plan = plan
        self.catalogue = catalogue
        latest = now + .days(1)
        reader = CSVReader(text, separator: plan.separator)
    }

    /// What one record gave.
    package struct Record: Hashable, Sendable {
        package let line: Int
        package var values: [Value] = []
        package var refusals: [Refusal] = []
        /// Cells without any sign, of the columns that the plan reads.
        package var emptyCells = 0
    }

    package struct Value: Hashable, Sendable {
        package let line: Int
        package let station: String
        package let parameter: Parameter.Code
        /// In the parameter's own unit.
        package let value: Double
        package let reportedValue: Double
        package let reportedUnit: UnitOfMeasure
        /// The end of the period.
        package let at: Instant
    }

    package struct Refusal: Hashable, Sendable {
        package let line: Int
        /// Counted from 0; `nil` when the whole record is refused.
        package let column: Int?
        /// The cell, or the beginning of the record.
        package let excerpt: String
        package let reason: Reason
    }

    /// The next record with what it gave, blank lines passed over; `nil` at the end.
    package mutating func next() -> Record? {
        do {
            while skipped < plan.recordsBeforeValues {
                guard try reader.next() != nil else { return nil }
                skipped += 1
            }
            while let row = try reader.next() {
                if row.isBlank { continue }
                return record(of: row)
            }
        } catch {
            failure = error
            reader = CSVReader("")
        }
        return nil
    }

    private mutating func record(of row: CSVRow) -> Record {
        var record = Record(line: row.line)
        func refuse(_ reason: Reason, column: Int? = nil) {
            let excerpt =
                column.flatMap { $0 < row.fields.count ? row.fields[$0] : nil }
                ?? row.fields.joined(separator: plan.separator.rawValue)
            record.refusals.append(
                Refusal(line: row.line, column: column, excerpt: String(excerpt.prefix(200)), reason: reason))
        }
        if let quality = plan.quality {
            guard let word = cell(quality.column, row) else {
                refuse(.missingColumn(quality.column))
                return record
            }
            guard quality.accepted.contains(where: { $0.lowercased() == word.lowercased() }) else {
                refuse(.quality(word))
                return record
            }
        }
        guard let at = time(of: row) else {
            refuse(.badTime, column: plan.timeColumns.count == 1 ? plan.timeColumns[0] : nil)
            return record
        }
        guard at <= latest else {
            refuse(.inFuture(at))
            return record
        }
        guard let station = choice(plan.station, row), !station.isEmpty else {
            refuse(.missingStation)
            return record
        }
        for column in plan.values {
            guard let text = cell(column.column, row) else {
                refuse(.missingColumn(column.column))
                continue
            }
            if text.isEmpty {
                record.emptyCells += 1
                continue
            }
            switch value(text, column, row) {
            case .success(let found):
                record.values.append(
                    Value(
                        line: row.line, station: station, parameter: found.parameter,
                        value: found.conversion(found.reported), reportedValue: found.reported,
                        reportedUnit: found.unit, at: at))
            case .failure(let reason): refuse(reason, column: column.column)
            }
        }
        return record
    }

    private struct Reading {
        let parameter: Parameter.Code
        let reported: Double
        let unit: UnitOfMeasure
        let conversion: UnitConversion
    }

    private mutating func value(
        _ text: String, _ column: SeriesImportPlan.ValueColumn, _ row: CSVRow
    ) -> Result<Reading, Reason> {
        if plan.missingWords.contains(where: { $0.lowercased() == text.lowercased() }) {
            return .failure(.missingValue(text))
        }
        let reported: Double
        do {
            reported = try plan.numberFormat.number(in: text)
        } catch {
            return .failure(.number(error))
        }
        if plan.sentinels.contains(reported) || column.sentinels.contains(reported) {
            return .failure(.missingValue(text))
        }
        guard let symbol = choice(column.parameter, row), let parameter = parameter(named: symbol) else {
            return .failure(.unknownParameter(choice(column.parameter, row) ?? ""))
        }
        let unit = choice(column.unit, row) ?? ""
        switch conversion(of: parameter, fromUnitNamed: unit) {
        case .success(let (unit, conversion)):
            return .success(
                Reading(parameter: parameter.code, reported: reported, unit: unit, conversion: conversion))
        case .failure(let refusal): return .failure(.unit(refusal))
        }
    }

    private func time(of row: CSVRow) -> Instant? {
        let parts = plan.timeColumns.compactMap { cell($0, row) }
        guard !parts.isEmpty, parts.count == plan.timeColumns.count else { return nil }
        return plan.timeFormat.instant(in: parts.joined(separator: " "), zone: plan.zone)
            .map { $0 + .minutes(plan.shiftMinutes) }
    }

    private func cell(_ column: Int, _ row: CSVRow) -> String? {
        guard column >= 0, column < row.fields.count else { return nil }
        var text = Substring(row.fields[column])
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    private func choice(_ choice: SeriesImportPlan.Choice, _ row: CSVRow) -> String? {
        switch choice {
        case .fixed(let text): text
        case .column(let column): cell(column, row)
        }
    }

    private mutating func parameter(named symbol: String) -> Parameter? {
        if let known = parameters[symbol] { return known }
        let found = catalogue[Parameter.Code(symbol)] ?? catalogue.parameter(named: symbol)
        if let found, parameters.count < 1_000 { parameters[symbol] = found }
        return found
    }

    private mutating func conversion(
        of parameter: Parameter, fromUnitNamed text: String
    ) -> Result<(UnitOfMeasure, UnitConversion), UnitRefusal> {
        let key = "\(parameter.code) \(text)"
        if let known = conversions[key] { return known }
        let found = Result<(UnitOfMeasure, UnitConversion), UnitRefusal> { () throws(UnitRefusal) in
            guard let unit = catalogue.unit(named: text) else { throw .unknownUnit(text) }
            return (unit, try catalogue.conversion(of: parameter.code, from: unit))
        }
        if conversions.count < 1_000 { conversions[key] = found }
        return found
    }
}
