// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Questions about means and limits.
package enum AssessmentStore {
    /// The assessments of one averaging time that end in `from...to`, the
    /// oldest first, in the order of the parameters within a moment.
    ///
    /// - Parameter limit: 1 to 10,000.
    package static func assessments(
        of station: Station.ID, over averaging: AveragingTime, from: Instant, to: Instant,
        after cursor: Cursor? = nil, limit: Int, in reader: any Reading
    ) throws -> Page<AssessmentRecord> {
        let limit = min(max(limit, 1), 10_000)
        let at = cursor?.parts.first.flatMap(Int64.init) ?? .min
        let parameter = cursor?.parts.last ?? ""
        let rows = try reader.rows(
            """
            SELECT \(columns) FROM environment_assessment
            WHERE station_id = \(station) AND averaging = \(averaging.rawValue)
                AND at >= \(from) AND at <= \(to) AND (at > \(at) OR (at = \(at) AND parameter > \(parameter)))
            ORDER BY at, parameter LIMIT \(limit + 1)
            """)
        return Page(rows: try rows.map(record), limit: limit) {
            Cursor([String($0.at.microseconds), $0.parameter.rawValue])
        }
    }

    /// The newest assessment of each parameter and averaging time that ends
    /// after `since`.
    package static func newest(
        of station: Station.ID, after since: Instant, upTo moment: Instant, in reader: any Reading
    ) throws -> [AssessmentRecord] {
        try reader.rows(
            """
            SELECT \(columns) FROM environment_assessment a
            WHERE station_id = \(station) AND at > \(since) AND at <= \(moment) AND at = (
                SELECT max(b.at) FROM environment_assessment b
                WHERE b.station_id = a.station_id AND b.parameter = a.parameter AND b.averaging = a.averaging
                    AND b.at <= \(moment))
            ORDER BY parameter, averaging
            """
        ).map(record)
    }

    static let columns: SQL =
        "station_id, parameter, averaging, at, mean, limit_value, document, exceeded, reason, computed_at"

    static func record(_ row: Row) throws -> AssessmentRecord {
        AssessmentRecord(
            station: try row.get(0), parameter: try row.get(1),
            averaging: AveragingTime(rawValue: try row.get(2)) ?? .hour, at: try row.get(3),
            mean: try row.optional(4), limit: try row.optional(5), document: try row.get(6),
            isExceeded: try row.optional(7),
            reason: try row.optional(8, as: String.self).map { try StoredMessage.line($0) },
            computedAt: try row.get(9))
    }
}
