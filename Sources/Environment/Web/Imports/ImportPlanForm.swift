// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// A plan of an import as a form: what the file is, and what each column is.
struct ImportPlanForm: Sendable {
    /// What a column of the file holds.
    enum Column: String, CaseIterable, Sendable {
        case ignored, time, station, quality, parameter, unit, value

        var name: Message { Message("environment.imports.column.\(rawValue)") }
    }

    let headings: [String]
    private(set) var plan: SeriesImportPlan

    /// - Parameter headings: Names of the columns, or as many empty ones.
    init(_ plan: SeriesImportPlan, headings: [String]) {
        self.plan = plan
        self.headings = headings
    }

    /// Reads the form over the plan it began with.
    init(_ form: FormInput, over plan: SeriesImportPlan, headings: [String]) {
        var plan = plan
        plan.encoding = TextEncoding(rawValue: form["encoding"]) ?? plan.encoding
        plan.separator = Self.separators.first { $0.word == form["separator"] }?.separator ?? plan.separator
        plan.recordsBeforeValues = min(1_000, max(0, form.integer("records-before") ?? plan.recordsBeforeValues))
        plan.timeFormat = SeriesTimeFormat(rawValue: form["time-format"]) ?? plan.timeFormat
        plan.zoneOffsetMinutes = min(840, max(-720, form.integer("zone") ?? plan.zoneOffsetMinutes))
        plan.shiftMinutes = min(1_440, max(-1_440, form.integer("shift") ?? 0))
        plan.numberFormat = NumberFormat(rawValue: form["number-format"]) ?? plan.numberFormat
        plan.sentinels = form["sentinels"].split(separator: ";").compactMap { part in
            try? NumberFormat.either.number(in: String(part).replacing(" ", with: ""))
        }
        let columns = headings.indices.map { Column(rawValue: form["column-\($0)"]) ?? .ignored }
        func first(_ kind: Column) -> Int? { columns.firstIndex(of: kind) }
        plan.timeColumns = columns.indices.filter { columns[$0] == .time }
        plan.station = first(.station).map { .column($0) } ?? .fixed(form["station"])
        let accepted = form["accepted"].split(separator: ";").map { $0.trimmingBlanks }.filter { !$0.isEmpty }
        plan.quality = first(.quality).map { .init(column: $0, accepted: accepted) }
        plan.values = columns.indices.filter { columns[$0] == .value }.map { place in
            let before = plan.values.first { $0.column == place }
            let symbol = form["parameter-\(place)"]
            let unit = form["unit-\(place)"]
            return SeriesImportPlan.ValueColumn(
                column: place,
                parameter: symbol.isEmpty ? first(.parameter).map { .column($0) } ?? .fixed("") : .fixed(symbol),
                unit: unit.isEmpty ? first(.unit).map { .column($0) } ?? .fixed("") : .fixed(unit),
                sentinels: before?.sentinels ?? [])
        }
        self.plan = plan
        self.headings = headings
    }

    static let separators: [(word: String, separator: CSVSeparator)] = [
        ("comma", .comma), ("semicolon", .semicolon), ("tab", .tab), ("bar", .bar),
    ]

    /// What the plan takes a column for.
    func column(_ place: Int) -> Column {
        if plan.timeColumns.contains(place) { return .time }
        if plan.values.contains(where: { $0.column == place }) { return .value }
        if plan.station == .column(place) { return .station }
        if plan.quality?.column == place { return .quality }
        if plan.values.contains(where: { $0.parameter == .column(place) }) { return .parameter }
        if plan.values.contains(where: { $0.unit == .column(place) }) { return .unit }
        return .ignored
    }

    /// A value column's own parameter and unit; empty where another column says.
    func fixed(_ place: Int) -> (parameter: String, unit: String) {
        guard let value = plan.values.first(where: { $0.column == place }) else { return ("", "") }
        return (Self.text(value.parameter), Self.text(value.unit))
    }

    static func text(_ choice: SeriesImportPlan.Choice) -> String {
        if case .fixed(let text) = choice { text } else { "" }
    }
}

extension StringProtocol {
    fileprivate var trimmingBlanks: String {
        String(self).tidied()
    }
}
