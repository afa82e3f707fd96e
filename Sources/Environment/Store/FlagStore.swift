// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Questions about officers' flags.
package enum FlagStore {
    /// Flags that touch `from...to`, the newest first, withdrawn ones included.
    ///
    /// - Parameters:
    ///   - parameter: Only those of this parameter.
    ///   - limit: 1 to 1,000.
    package static func flags(
        of station: Station.ID, parameter: Parameter.Code? = nil, from: Instant, to: Instant, limit: Int = 1_000,
        in reader: any Reading
    ) throws -> [OfficerFlag] {
        let ofParameter: SQL = parameter.map { "AND parameter = \($0)" } ?? ""
        return try reader.rows(
            """
            SELECT \(columns) FROM environment_flag
            WHERE station_id = \(station) AND to_at >= \(from) AND from_at <= \(to) \(ofParameter)
            ORDER BY id DESC LIMIT \(min(max(limit, 1), 1_000))
            """
        ).map(flag)
    }

    package static func flag(_ id: OfficerFlag.ID, in reader: any Reading) throws -> OfficerFlag? {
        try reader.row("SELECT \(columns) FROM environment_flag WHERE id = \(id)").map(flag)
    }

    private static let columns: SQL = """
        id, station_id, parameter, from_at, to_at, verdict, reason, set_at, set_by, set_by_name, withdrawn_at,
        withdrawn_by_name, withdrawn_reason
        """

    private static func flag(_ row: Row) throws -> OfficerFlag {
        OfficerFlag(
            id: try row.get(0), station: try row.get(1), parameter: try row.get(2), from: try row.get(3),
            to: try row.get(4), verdict: OfficerFlag.Verdict(rawValue: try row.get(5)) ?? .invalid,
            reason: try row.get(6), setAt: try row.get(7), setBy: try row.get(8), setByName: try row.get(9),
            withdrawnAt: try row.optional(10), withdrawnByName: try row.optional(11),
            withdrawnReason: try row.optional(12))
    }
}
