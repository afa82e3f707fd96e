// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ports
package import SQLStore

/// Questions about alarms.
package enum AlarmStore {
    /// Alarms that have not ended, the gravest first and then the newest.
    package static func open(limit: Int, in reader: any Reading) throws -> [Alarm] {
        try reader.rows(
            """
            SELECT \(columns) \(joined)
            WHERE a.ended_at IS NULL ORDER BY a.severity DESC, a.raised_at DESC, a.id DESC LIMIT \(limit)
            """
        ).map(alarm)
    }

    /// How many have not ended, counted up to `cap`.
    package static func openCount(upTo cap: Int, in reader: any Reading) throws -> Int {
        try reader.value(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM environment_alarm WHERE ended_at IS NULL LIMIT \(cap)) AS counted
            """) ?? 0
    }

    /// All alarms, the newest first.
    ///
    /// - Parameters:
    ///   - station: Only its alarms.
    ///   - limit: 1 to 500.
    package static func alarms(
        of station: Station.ID? = nil, before cursor: Cursor? = nil, limit: Int, in reader: any Reading
    ) throws -> Page<Alarm> {
        let limit = min(max(limit, 1), 500)
        let at = cursor?.parts.first.flatMap(Int64.init) ?? .max
        let id = cursor?.parts.last ?? ""
        let ofStation: SQL = station.map { "AND a.station_id = \($0)" } ?? ""
        let rows = try reader.rows(
            """
            SELECT \(columns) \(joined)
            WHERE (a.raised_at < \(at) OR (a.raised_at = \(at) AND a.id < \(id))) \(ofStation)
            ORDER BY a.raised_at DESC, a.id DESC LIMIT \(limit + 1)
            """)
        return Page(rows: try rows.map(alarm), limit: limit) {
            Cursor([String($0.raisedAt.microseconds), $0.id.description])
        }
    }

    package static func alarm(_ id: Alarm.ID, in reader: any Reading) throws -> Alarm? {
        try reader.row("SELECT \(columns) \(joined) WHERE a.id = \(id)").map(alarm)
    }

    /// What happened to an alarm, the oldest first.
    package static func history(of id: Alarm.ID, in reader: any Reading) throws -> [Alarm.Event] {
        try reader.rows(
            """
            SELECT kind, at, actor_name, note, value, severity FROM environment_alarm_event
            WHERE alarm_id = \(id) ORDER BY id
            """
        ).map { row in
            Alarm.Event(
                kind: Alarm.Event.Kind(rawValue: try row.get(0)) ?? .raised, at: try row.get(1),
                actorName: try row.get(2), note: try row.get(3), value: try row.optional(4),
                severity: severity(try row.get(5)))
        }
    }

    private static let columns: SQL = """
        a.id, a.kind, a.station_id, s.code, v.name, a.parameter, a.averaging, a.severity, a.raised_at, a.about_at,
        a.value, a.limit_value, a.document, a.acknowledged_at, a.acknowledged_by, a.ended_at, v.unit_code
        """

    private static let joined: SQL = """
        FROM environment_alarm a JOIN environment_station s ON s.id = a.station_id
        JOIN environment_station_version v ON v.station_id = a.station_id AND v.valid_to IS NULL
        """

    static func severity(_ value: Int) -> AlarmNotice.Severity {
        AlarmNotice.Severity(rawValue: value) ?? .notice
    }

    private static func alarm(_ row: Row) throws -> Alarm {
        Alarm(
            id: try row.get(0), kind: Alarm.Kind(rawValue: try row.get(1)) ?? .quality,
            station: try row.get(2), stationCode: try row.get(3), stationName: try row.get(4),
            unitCode: try row.get(16),
            parameter: try row.get(5, as: String.self) == "" ? nil : try row.get(5),
            averaging: AveragingTime(rawValue: try row.get(6)),
            severity: severity(try row.get(7)), raisedAt: try row.get(8), aboutAt: try row.get(9),
            value: try row.optional(10), limit: try row.optional(11), document: try row.get(12),
            acknowledgedAt: try row.optional(13), acknowledgedBy: try row.optional(14),
            endedAt: try row.optional(15))
    }
}
