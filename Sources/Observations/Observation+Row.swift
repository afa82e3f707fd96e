// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension Observation {
    /// The columns of a value, in the order of `values` and `init(row:from:)`.
    static let columns = SQL(trusted: "series, at, value, status, flag, counts, origin_record, origin_line")

    /// The same columns of the table called `v`.
    static let columnsOfV = SQL(
        trusted: "v.series, v.at, v.value, v.status, v.flag, v.counts, v.origin_record, v.origin_line")

    /// The kinds of the columns.
    static let types: [SQL.ColumnType] = [.integer, .integer, .real, .text, .text, .integer, .integer, .integer]

    var values: [SQLValue] {
        [
            .integer(series), at.sqlValue, value.sqlValue, .text(status), .text(flag), counts.sqlValue,
            (origin?.record).sqlValue, (origin?.line).sqlValue,
        ]
    }

    init(row: Row, from start: Int = 0) throws {
        let record = try row.optional(start + 6, as: Int64.self)
        let line = try row.optional(start + 7, as: Int.self)
        self.init(
            series: try row.get(start), at: try row.get(start + 1), value: try row.optional(start + 2),
            status: try row.get(start + 3), flag: try row.get(start + 4), counts: try row.get(start + 5),
            origin: record.map { Origin(record: $0, line: line) })
    }
}

extension Observation.Key {
    static let types: [SQL.ColumnType] = [.integer, .integer]

    var values: [SQLValue] { [.integer(series), at.sqlValue] }

    init(row: Row) throws { self.init(series: try row.get(0), at: try row.get(1)) }
}
