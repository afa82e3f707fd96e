// SPDX-License-Identifier: Apache-2.0

import Basics

extension SeriesImportProposal {
    /// Fills a plan from headings and records of an unknown layout.
    static func complete(
        _ plan: inout SeriesImportPlan, headings: [String], records: [[String]], catalogue: ParameterCatalogue
    ) {
        let width = max(headings.count, records.map(\.count).max() ?? 0)
        func cells(_ column: Int) -> [String] {
            records.compactMap { column < $0.count && !$0[column].isEmpty ? $0[column] : nil }
        }
        guessTime(&plan, width: width, cells: cells)
        for column in headings.indices where !plan.timeColumns.contains(column) {
            let (name, unit) = nameAndUnit(headings[column])
            guard let parameter = catalogue.parameter(named: name) ?? catalogue.parameter(named: headings[column])
            else { continue }
            let written = unit.flatMap { catalogue.unit(named: $0) == nil ? nil : $0 }
            plan.values.append(
                .init(
                    column: column, parameter: .fixed(parameter.code.rawValue),
                    unit: .fixed(written ?? parameter.unit.code)))
        }
        let numbers = plan.values.flatMap { cells($0.column) }.filter { text in
            !plan.missingWords.contains(text)
        }
        plan.numberFormat = numberFormat(of: numbers)
        for (column, heading) in headings.enumerated() {
            let key = heading.searchKey
            if plan.quality == nil, ["qc", "qc name", "qc flag", "flag"].contains(key) {
                plan.quality = .init(column: column, accepted: ["Valid", "OK", "0", "00", "A"])
            }
            if ["station", "site", "tram", "ma tram", "station code", "station id"].contains(key) {
                plan.station = .column(column)
            }
        }
    }

    /// The first column, or pair of neighbours, of which nearly all cells are times.
    private static func guessTime(
        _ plan: inout SeriesImportPlan, width: Int, cells: (Int) -> [String]
    ) {
        let zone = plan.zone
        func format(of texts: [String]) -> SeriesTimeFormat? {
            guard !texts.isEmpty else { return nil }
            return SeriesTimeFormat.allCases.first { format in
                format != .unix && texts.count { format.instant(in: $0, zone: zone) != nil } * 10 >= texts.count * 9
            }
        }
        for column in 0..<width {
            let day = cells(column)
            guard let found = format(of: day) else { continue }
            plan.timeColumns = [column]
            plan.timeFormat = found
            let clock = column + 1 < width ? cells(column + 1) : []
            let isDayOnly = !day.contains { $0.contains(":") }
            if isDayOnly, clock.count == day.count, clock.allSatisfy({ $0.contains(":") }),
                let both = format(of: zip(day, clock).map { "\($0) \($1)" })
            {
                plan.timeColumns = [column, column + 1]
                plan.timeFormat = both
            }
            return
        }
    }

    /// `PM2.5 (µg/m³)` and `PM2.5 [µg/m³]` to name and unit.
    static func nameAndUnit(_ heading: String) -> (name: String, unit: String?) {
        guard let open = heading.lastIndex(where: { $0 == "(" || $0 == "[" }),
            let close = heading.lastIndex(where: { $0 == ")" || $0 == "]" }), open < close
        else { return (heading, nil) }
        return (String(heading[..<open]), String(heading[heading.index(after: open)..<close]))
    }

    /// The format in which all numbers are read without doubt.
    private static func numberFormat(of texts: [String]) -> NumberFormat {
        for format in [NumberFormat.point, .comma] {
            if texts.allSatisfy({ (try? format.number(in: $0)) != nil }) { return format }
        }
        return .either
    }
}
