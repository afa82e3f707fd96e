// SPDX-License-Identifier: Apache-2.0

/// Which days public offices work. Monday to Friday, but for the days a table
/// says otherwise of: public holidays, and the days the Government exchanges
/// each year for a Saturday (Labour Code 2019, articles 111 and 112).
package struct WorkingCalendar: Sendable {
    /// What is wrong with a table of days.
    package enum Failure: Error, Hashable, Sendable {
        case unreadable(HeadedTable.Failure)
        /// The line's day or kind is none.
        case malformed(line: Int)
    }

    private let resting: Set<CivilDay>
    private let working: Set<CivilDay>
    private let years: Set<Int>

    package init(resting: Set<CivilDay>, working: Set<CivilDay> = []) {
        self.resting = resting
        self.working = working
        years = Set(resting.map(\.year))
    }

    /// - Parameter table: CSV with `date` (`2026-02-16`) and `kind` (`rest` or `work`).
    /// - Throws: `Failure`.
    package init(table: String) throws {
        let table = HeadedTable(table, needing: ["date", "kind"], limit: 10_000)
        if let failure = table.failure { throw Failure.unreadable(failure) }
        var days: [String: Set<CivilDay>] = [:]
        for row in table.rows {
            guard let day = CivilDay(iso8601: row["date"]), ["rest", "work"].contains(row["kind"]) else {
                throw Failure.malformed(line: row.line)
            }
            days[row["kind"], default: []].insert(day)
        }
        self.init(resting: days["rest"] ?? [], working: days["work"] ?? [])
    }

    package func isWorking(_ day: CivilDay) -> Bool {
        working.contains(day) || day.weekday <= 5 && !resting.contains(day)
    }

    /// Whether the year's holidays are in the table. Where they are not, a
    /// reckoning over Tết comes out early: whoever shows it says so.
    package func knows(_ year: Int) -> Bool { years.contains(year) }

    /// The last day of a term of working days. The day it begins on does not
    /// count (Civil Code 2015, article 147).
    ///
    /// - Parameter count: At least 1.
    package func lastDay(ofTerm count: Int, from start: CivilDay) -> CivilDay {
        var day = start
        var left = max(1, count)
        while left > 0 {
            day = day + 1
            if isWorking(day) { left -= 1 }
        }
        return day
    }
}
