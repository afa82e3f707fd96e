// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// What acts count, by office and day; and by month, so that a year of a
/// hundred offices is some thousand sums and not some hundred thousand.
enum CountStore {
    static let migration = Migration(
        24, "count-months",
        sqlite: table + " CAST(strftime('%s', day * 86400, 'unixepoch', 'start of month') AS INTEGER) / 86400 " + rest,
        postgres: table + " date_trunc('month', DATE '1970-01-01' + CAST(day AS INTEGER))::date - DATE '1970-01-01' "
            + rest)

    private static let table = """
        CREATE TABLE dossier_count_month (
            month BIGINT NOT NULL, office TEXT NOT NULL, measure TEXT NOT NULL, total BIGINT NOT NULL,
            CONSTRAINT dossier_count_month_pkey PRIMARY KEY (month, office, measure)
        );
        INSERT INTO dossier_count_month (month, office, measure, total)
        SELECT month, office, measure, CAST(sum(total) AS BIGINT) FROM (SELECT
        """
    private static let rest =
        "AS month, office, measure, total FROM dossier_count) AS dated GROUP BY month, office, measure;"

    static func count(
        _ measure: DossierCount.Measure, of office: String, on day: CivilDay, by amount: Int = 1,
        in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO dossier_count (office, day, measure, total)
            VALUES (\(office), \(day.number), \(measure.rawValue), \(amount))
            ON CONFLICT (office, day, measure) DO UPDATE SET total = dossier_count.total + excluded.total
            """)
        try tx.execute(
            """
            INSERT INTO dossier_count_month (month, office, measure, total)
            VALUES (\(day.firstOfMonth.number), \(office), \(measure.rawValue), \(amount))
            ON CONFLICT (month, office, measure) DO UPDATE SET total = dossier_count_month.total + excluded.total
            """)
    }

    /// A sum of some days, and of all days after them until now.
    struct Sum: Hashable, Sendable {
        let office: String
        let measure: DossierCount.Measure
        let within: Int
        let after: Int
    }

    /// Sums by office and measure over days, both ends included, and since.
    ///
    /// - Complexity: The months, and the days of at most three months, of every office.
    static func sums(from first: CivilDay, to last: CivilDay, in tx: any Reading) throws -> [Sum] {
        let within = CountSpan(from: first, to: last)
        // Nobody counts beyond the days that have a number of four digits for their year.
        let after = CountSpan(from: last + 1, to: CivilDay(9_999, 12, 31) ?? last)
        var sums: [Sum] = []
        try tx.each(
            """
            SELECT office, measure, CAST(sum(total * (1 - later)) AS BIGINT), CAST(sum(total * later) AS BIGINT) FROM (
                SELECT office, measure, total, 0 AS later FROM dossier_count_month
                WHERE month BETWEEN \(within.months.0) AND \(within.months.1)
                UNION ALL SELECT office, measure, total, 0 FROM dossier_count
                WHERE day BETWEEN \(within.before.0) AND \(within.before.1)
                UNION ALL SELECT office, measure, total, 0 FROM dossier_count
                WHERE day BETWEEN \(within.beyond.0) AND \(within.beyond.1)
                UNION ALL SELECT office, measure, total, 1 FROM dossier_count_month
                WHERE month BETWEEN \(after.months.0) AND \(after.months.1)
                UNION ALL SELECT office, measure, total, 1 FROM dossier_count
                WHERE day BETWEEN \(after.before.0) AND \(after.before.1)
            ) AS counted GROUP BY office, measure
            """
        ) { row in
            guard let measure = DossierCount.Measure(rawValue: try row.get(1)) else { return }
            sums.append(
                Sum(office: try row.get(0), measure: measure, within: try row.get(2), after: try row.get(3)))
        }
        return sums
    }

    /// The sums of the days alone.
    static func totals(
        from first: CivilDay, to last: CivilDay, in tx: any Reading
    ) throws -> [String: [DossierCount.Measure: Int]] {
        try sums(from: first, to: last, in: tx).reduce(into: [:]) { totals, sum in
            guard sum.within != 0 else { return }
            totals[sum.office, default: [:]][sum.measure] = sum.within
        }
    }
}

/// Days as whole months with the days before and beyond them; what is empty is
/// a range that holds nothing.
struct CountSpan: Sendable {
    /// First days of months, both ends included.
    let months: (Int, Int)
    let before: (Int, Int)
    let beyond: (Int, Int)

    private static let nothing = (1, 0)

    init(from first: CivilDay, to last: CivilDay) {
        let start = first == first.firstOfMonth ? first : first.nextMonth
        // The month that `last + 1` begins in is the first that is not whole.
        let end = (last + 1).firstOfMonth
        guard start < end else {
            months = Self.nothing
            before = (first.number, last.number)
            beyond = Self.nothing
            return
        }
        months = (start.number, end.number - 1)
        before = (first.number, start.number - 1)
        beyond = (end.number, last.number)
    }
}

extension CivilDay {
    var firstOfMonth: CivilDay { self - (day - 1) }

    /// The first day of the month after.
    var nextMonth: CivilDay { (firstOfMonth + 31).firstOfMonth }
}
