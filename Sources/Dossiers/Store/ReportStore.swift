// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// The questions of reports.
package enum ReportStore {
    static let migration = Migration(
        21, "reports",
        """
        -- what is open, and what was done after its time: what was overdue on a past day is among them
        CREATE INDEX dossier_open_office ON dossier (office, due_at, received_at) WHERE processed_at IS NULL;
        CREATE INDEX dossier_late ON dossier (office, processed_at, due_at, received_at) WHERE processed_at > due_at;
        CREATE INDEX dossier_count_day ON dossier_count (day, office, measure, total);
        """)

    /// The report of each office, by its unit.
    ///
    /// Two questions whatever the number of dossiers: one over the counters from
    /// the period's first day on, one over what is open and what was done late.
    /// What was carried over is what is open now, less what came and plus what
    /// was done since: counters and dossiers hold each other. A dossier whose
    /// time was moved by an apology counts by the later time.
    ///
    /// - Parameters:
    ///   - first: The period's first day.
    ///   - last: Its last day, included; today's report is as of now.
    package static func reports(
        from first: CivilDay, to last: CivilDay, days zone: CivilZone = .vietNam, in tx: any Reading
    ) throws -> [String: DossierReport] {
        var reports: [String: DossierReport] = [:]
        let end = zone.start(of: last + 1)
        // Judged by days: what is due on the last day is late from the next on.
        try tx.each(
            """
            SELECT o.unit,
                (SELECT count(*) FROM dossier d
                    WHERE d.office = o.unit AND d.processed_at IS NULL AND d.received_at IS NOT NULL),
                (SELECT count(*) FROM dossier d
                    WHERE d.office = o.unit AND d.processed_at IS NULL AND d.due_at < \(end) AND d.received_at < \(end))
                + (SELECT count(*) FROM dossier d
                    WHERE d.office = o.unit AND d.processed_at > d.due_at AND d.processed_at >= \(end)
                    AND d.due_at < \(end) AND d.received_at < \(end))
            FROM dossier_office o
            """
        ) { row in
            var report = DossierReport()
            report.carriedOver = try row.get(1)
            report.overdue = try row.get(2)
            reports[try row.get(0)] = report
        }
        for sum in try CountStore.sums(from: first, to: last, in: tx) {
            reports[sum.office, default: DossierReport()].add(sum.measure, within: sum.within, after: sum.after)
        }
        return reports
    }
}
