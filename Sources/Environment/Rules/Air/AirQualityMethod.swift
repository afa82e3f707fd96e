// SPDX-License-Identifier: Apache-2.0

import Basics

/// How the index is worked out: breakpoints and bands of one decision, and the
/// city's thresholds of completeness.
package struct AirQualityMethod: Sendable {
    package let document: String
    package let validity: Validity
    /// In the order that decides ties.
    package let columns: [Column]
    package let categories: [AirQualityCategory]
    package let settings: ReferenceSettings

    /// One column of the table of breakpoints.
    package struct Column: Hashable, Sendable {
        /// `o3_8h`; `pm25`.
        package let code: String
        package let parameter: Parameter.Code
        /// `nil` where one column serves every averaging time.
        package let window: AveragingTime?
        /// Rising; the first is zero.
        package let points: [Point]

        package struct Point: Hashable, Sendable {
            package let index: Int
            /// In µg/m³.
            package let concentration: Double
        }

        /// Whether a concentration above the last point is simply the last index.
        package var isOpen: Bool { window != .eightHours }
    }

    /// The sub-index of a concentration in µg/m³, or `nil` for no number and for
    /// an eight-hour mean of O3 above 400 µg/m³. Continuous and rising: linear between
    /// breakpoints, which neighbours share; the last index above the last one.
    package func subIndex(of concentration: Double, in column: Column) -> (exact: Double, index: Int)? {
        guard let value = Concentration(concentration), let last = column.points.last,
            let top = Concentration(last.concentration)
        else { return nil }
        if value > top { return column.isOpen ? (Double(last.index), last.index) : nil }
        for (low, high) in zip(column.points, column.points.dropFirst()) {
            guard let from = Concentration(low.concentration), let to = Concentration(high.concentration),
                value <= to
            else { continue }
            let rise = Int64(high.index - low.index) * (value.millionths - from.millionths)
            let run = to.millionths - from.millionths
            return (
                Double(low.index) + Double(rise) / Double(run),
                low.index + Int((2 * rise + run) / (2 * run))
            )
        }
        return nil
    }

    /// The band of a rounded index.
    package func category(of index: Int) -> AirQualityCategory? {
        categories.first { $0.range.contains(index) }
    }

    package func column(of parameter: Parameter.Code, over window: AveragingTime? = nil) -> Column? {
        columns.first { $0.parameter == parameter && ($0.window == nil || window == nil || $0.window == window) }
    }

    /// The parameters that the index uses, in the order of the table.
    package var parameters: [Parameter.Code] {
        columns.reduce(into: []) { codes, column in
            if !codes.contains(column.parameter) { codes.append(column.parameter) }
        }
    }
}

extension AirQualityMethod {
    /// The methods of all times, oldest first.
    static func all(
        breakpoints: ReferenceTable, categories: ReferenceTable, settings: ReferenceSettings
    ) throws -> [AirQualityMethod] {
        let bands = try categories.rows.enumerated().map { place, row in
            // Bands of several decisions stand one below the other, each best first.
            let first = try categories.rows.firstIndex { try $0.validity() == row.validity() } ?? 0
            return try AirQualityCategory(row, gravity: place - first)
        }
        var drafts: [(validity: Validity, document: String, columns: [(Column, [Column.Point])])] = []
        for row in breakpoints.rows {
            let validity = try row.validity()
            if drafts.last?.validity != validity {
                drafts.append((validity, try row.text("source").prefix { $0 != "," }.description, []))
            }
            let code = try row.text("column")
            let window = try row.text("window") == "any" ? nil : try row.word("window", as: AveragingTime.self)
            let point = Column.Point(index: try row.count("index"), concentration: try row.number("concentration"))
            var columns = drafts[drafts.count - 1].columns
            if columns.last?.0.code != code {
                let parameter = Parameter.Code(try row.text("parameter"))
                columns.append((Column(code: code, parameter: parameter, window: window, points: []), []))
            }
            if let before = columns[columns.count - 1].1.last {
                guard before.index < point.index, before.concentration < point.concentration else {
                    throw row.bad("concentration", "\(point.concentration)")
                }
            }
            columns[columns.count - 1].1.append(point)
            drafts[drafts.count - 1].columns = columns
        }
        return drafts.map { draft in
            AirQualityMethod(
                document: draft.document, validity: draft.validity,
                columns: draft.columns.map { column, points in
                    Column(
                        code: column.code, parameter: column.parameter, window: column.window, points: points)
                },
                categories: bands.filter { $0.validity.overlaps(draft.validity) }, settings: settings)
        }
    }
}
