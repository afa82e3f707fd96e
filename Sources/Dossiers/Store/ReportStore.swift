// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// The questions of reports.
package enum ReportStore {
    static let migration = Migration(
        21, "reports",
        """
        -- what was done after its time: what was overdue on a past day is found among them
        CREATE INDEX dossier_late ON dossier (processed_at, due_at, office) WHERE processed_at > due_at;
        """)

    /// The report of each office that ever counted anything, by its unit.
    ///
    /// Two questions whatever the number of dossiers: one over the counters, one
    /// over what is overdue at the end of the period. A dossier whose time was
    /// moved by an apology counts by the later time.
    ///
    /// - Parameters:
    ///   - first: The period's first day.
    ///   - last: Its last day, included; today's report is as of now.
    package static func reports(
        from first: CivilDay, to last: CivilDay, days zone: CivilZone = .vietNam, in tx: any Reading
    ) throws -> [String: DossierReport] {
        var reports: [String: DossierReport] = [:]
        try tx.each(
            """
            SELECT office, measure,
                CAST(sum(CASE WHEN day < \(first.number) THEN total ELSE 0 END) AS BIGINT),
                CAST(sum(CASE WHEN day >= \(first.number) THEN total ELSE 0 END) AS BIGINT)
            FROM dossier_count WHERE day <= \(last.number) GROUP BY office, measure
            """
        ) { row in
            guard let measure = DossierCount.Measure(rawValue: try row.get(1)) else { return }
            reports[try row.get(0), default: DossierReport()].add(
                measure, before: try row.get(2), within: try row.get(3))
        }
        let end = zone.start(of: last + 1)
        // Judged by days: what is due on the last day is late from the next on.
        let overdue = try tx.rows(
            """
            SELECT office, CAST(sum(found) AS BIGINT) FROM (
                SELECT office, count(*) AS found FROM dossier
                WHERE processed_at IS NULL AND due_at < \(end) AND received_at < \(end) GROUP BY office
                UNION ALL
                SELECT office, count(*) AS found FROM dossier
                WHERE processed_at > due_at AND processed_at >= \(end) AND due_at < \(end) AND received_at < \(end)
                GROUP BY office
            ) AS late GROUP BY office
            """)
        for row in overdue { reports[try row.get(0), default: DossierReport()].overdue = try row.get(1) }
        return reports
    }
}
