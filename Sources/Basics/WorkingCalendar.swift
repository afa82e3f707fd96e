// SPDX-License-Identifier: Apache-2.0

/// Which days public offices work. Monday to Friday, but for the days a table
/// says otherwise of: public holidays, and the days the Government exchanges
/// each year for a Saturday (Labour Code 2019, articles 111 and 112).
package struct WorkingCalendar: Sendable {
    /// What is wrong with a table of days.
    package enum Failure: Error, Hashable, Sendable {
        case unreadable(HeadedTable.Failure)
        /// The line's day, kind or standing is none.
        case malformed(line: Int)
    }

    /// What a table says of one day.
    package struct Entry: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable {
            case rest
            case work
            /// As its weekday is: for a day that something is said of which does not change it yet.
            case ordinary
        }

        package let day: CivilDay
        package let kind: Kind
        /// The occasion, in the source language: "Quốc khánh".
        package let name: String
        package let source: String
        /// Whether the decision behind it was not at hand, or is still to come.
        package let isProvisional: Bool

        package init(_ day: CivilDay, _ kind: Kind, name: String = "", source: String = "", isProvisional: Bool = false)
        {
            self.day = day
            self.kind = kind
            self.name = name
            self.source = source
            self.isProvisional = isProvisional
        }
    }

    private var entries: [CivilDay: Entry]
    private var years: Set<Int>

    package init(_ entries: some Sequence<Entry>) {
        self.entries = Dictionary(entries.map { ($0.day, $0) }) { _, last in last }
        years = Set(self.entries.values.filter { $0.kind == .rest }.map(\.day.year))
    }

    package init(resting: Set<CivilDay>, working: Set<CivilDay> = []) {
        self.init(resting.map { Entry($0, .rest) } + working.map { Entry($0, .work) })
    }

    /// - Parameter table: CSV with `date` (`2026-02-16`) and `kind` (`rest`, `work` or `ordinary`), and where it
    ///   has them `name`, `source` and `standing` (`provisional` or nothing).
    /// - Throws: `Failure`.
    package init(table: String) throws {
        let table = HeadedTable(table, needing: ["date", "kind"], limit: 10_000)
        if let failure = table.failure { throw Failure.unreadable(failure) }
        self.init(
            try table.rows.map { row in
                guard let day = CivilDay(iso8601: row["date"]), let kind = Entry.Kind(rawValue: row["kind"]),
                    ["", "provisional"].contains(row["standing"])
                else { throw Failure.malformed(line: row.line) }
                return Entry(
                    day, kind, name: row["name"], source: row["source"], isProvisional: !row["standing"].isEmpty)
            })
    }

    /// The calendar once these days were decided as well.
    ///
    /// - Parameter complete: Years whose holidays are all there with them. A
    ///   year of which one day is known is not known for that: a reckoning
    ///   over its Tết would come out early.
    package func announcing(_ news: [Entry], completing complete: Set<Int> = []) -> WorkingCalendar {
        var calendar = self
        for entry in news { calendar.entries[entry.day] = entry }
        calendar.years.formUnion(complete)
        return calendar
    }

    package func isWorking(_ day: CivilDay) -> Bool {
        switch entries[day]?.kind {
        case .rest: false
        case .work: true
        case .ordinary, nil: day.weekday <= 5
        }
    }

    /// What the table says of a day; `nil` where it says nothing.
    package func entry(on day: CivilDay) -> Entry? { entries[day] }

    /// What is said of a year's days, in their order.
    package func entries(of year: Int) -> [Entry] {
        entries.values.filter { $0.day.year == year }.sorted { $0.day < $1.day }
    }

    /// The years whose holidays are there.
    package var knownYears: [Int] { years.sorted() }

    /// What is not certain of these days, in their order.
    package func provisional(in days: ClosedRange<CivilDay>) -> [Entry] {
        entries.values.filter { $0.isProvisional && days.contains($0.day) }.sorted { $0.day < $1.day }
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
