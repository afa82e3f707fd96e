// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// The tables of `Reference/clocks` as they are written.
struct ClockTables {
    private let folder: URL

    init(folder: URL) throws { self.folder = folder }

    func calendars(over days: WorkingCalendar) throws -> [String: OfficeHours] {
        let weeks = try weeks()
        return try rows("calendars.csv", ["code", "cut_off", "hours_per_day", "source"]) { row in
            guard let cutOff = Self.minute(row["cut_off"]), let length = Int(row["hours_per_day"]),
                (1...24).contains(length), let own = weeks[row["code"]]
            else { return nil }
            return (
                row["code"],
                OfficeHours(row["code"], days: days, weeks: own, dayLength: .hours(length), cutOff: cutOff)
            )
        }
    }

    /// The weeks of each calendar; rows of the same span of days make one week.
    private func weeks() throws -> [String: [OfficeHours.Week]] {
        struct Span: Hashable {
            let calendar: String, from: CivilDay?, to: CivilDay?

            func overlaps(_ other: Span) -> Bool {
                calendar == other.calendar && CivilDay.overlap(from, to, other.from, other.to)
            }
        }
        var sessions: [Span: [Int: [OfficeSession]]] = [:]
        var order: [Span] = []
        let columns = ["calendar", "weekdays", "opens", "closes", "use", "valid_from", "valid_to", "source"]
        _ = try rows("office-hours.csv", columns) { row -> (Int, Void)? in
            guard let (days, session) = Self.session(["weekdays", "opens", "closes", "use"].map { row[$0] }),
                let (from, to) = Self.span(row)
            else { return nil }
            let span = Span(calendar: row["calendar"], from: from, to: to)
            guard !order.contains(where: { $0 != span && $0.overlaps(span) }) else { return nil }
            if sessions[span] == nil { order.append(span) }
            for day in days {
                let others = sessions[span]?[day] ?? []
                guard others.allSatisfy(session.isApart(from:)) else { return nil }
                sessions[span, default: [:]][day, default: []].append(session)
            }
            return (row.line, ())
        }
        return Dictionary(grouping: order, by: \.calendar).mapValues { spans in
            spans.map { OfficeHours.Week(validFrom: $0.from, validTo: $0.to, sessions[$0] ?? [:]) }
        }
    }

    func policies() throws -> [String: DeadlinePolicy] {
        let columns = ["code", "convention", "supplement", "without_due_date", "withdrawn", "source"]
        return try rows("policies.csv", columns) { row in
            guard let convention = DeadlinePolicy.Convention(rawValue: row["convention"]),
                let supplement = DeadlinePolicy.Supplement(rawValue: row["supplement"]),
                let without = Self.judged(row["without_due_date"]), let withdrawn = Self.judged(row["withdrawn"])
            else { return nil }
            return (
                row["code"],
                DeadlinePolicy(
                    row["code"], convention: convention, supplement: supplement,
                    judgement: .init(withoutDueDate: without, withdrawn: withdrawn), source: row["source"])
            )
        }
    }

    /// - Parameters:
    ///   - columns: Those that say whom a row speaks of.
    ///   - most: So many of them a row may fill in.
    ///   - target: The column that says what is used, one of `known`.
    func uses(
        of file: String, _ columns: [String], atMost most: Int, _ target: String, known: Set<String>
    ) throws -> [ClockUse] {
        var read: [ClockUse] = []
        _ = try rows(file, columns + [target, "valid_from", "valid_to", "source"]) { row -> (Int, Void)? in
            guard known.contains(row[target]), let (from, to) = Self.span(row),
                columns.count(where: { !row[$0].isEmpty }) <= most
            else { return nil }
            let use = ClockUse(
                of: Dictionary(uniqueKeysWithValues: columns.filter { !row[$0].isEmpty }.map { ($0, row[$0]) }),
                uses: row[target], validFrom: from, validTo: to)
            guard !read.contains(where: { $0.subject == use.subject && $0.overlaps(use) }) else { return nil }
            read.append(use)
            return (row.line, ())
        }
        return read
    }

    func limit(_ code: String) throws -> TimeLimit {
        let limits = try rows("limits.csv", ["code", "count", "unit", "source"]) { row -> (String, TimeLimit)? in
            guard let count = Int(row["count"]), let unit = TimeLimit.Unit(rawValue: row["unit"]),
                let limit = try? TimeLimit(count, unit)
            else { return nil }
            return (row["code"], limit)
        }
        guard let limit = limits[code] else { throw ClockReference.Failure.malformed(file: "limits.csv", line: 1) }
        return limit
    }

    /// Each row by its key; a row that is none, or says a key twice, is a mistake.
    private func rows<Key: Hashable, Value>(
        _ file: String, _ columns: [String], _ read: (HeadedTable.Row) throws -> (Key, Value)?
    ) throws -> [Key: Value] {
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        let table = HeadedTable(text, needing: columns, limit: 10_000)
        if let failure = table.failure { throw ClockReference.Failure.unreadable(file: file, failure) }
        var found: [Key: Value] = [:]
        for row in table.rows {
            guard !row["source"].isEmpty, let (key, value) = try read(row), found.updateValue(value, forKey: key) == nil
            else { throw ClockReference.Failure.malformed(file: file, line: row.line) }
        }
        return found
    }

    /// `on_time`, or `apart` for none.
    private static func judged(_ text: String) -> Punctuality?? {
        text == "apart" ? .some(nil) : Punctuality(rawValue: text).map { .some($0) }
    }

    /// `1-5`, `07:00`, `11:30`, `work` or `reception`.
    static func session(_ fields: [String]) -> (days: ClosedRange<Int>, session: OfficeSession)? {
        guard fields.count == 4, let opens = minute(fields[1]), let closes = minute(fields[2]),
            ["work", "reception"].contains(fields[3]), let days = weekdays(fields[0]),
            let session = OfficeSession(opens: opens, closes: closes, isWorked: fields[3] == "work")
        else { return nil }
        return (days, session)
    }

    /// Minutes after midnight of `07:00`, at most of `24:00`.
    static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(Self.isDigit) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 24 * 60
        else { return nil }
        return hour * 60 + minute
    }

    /// `1-5` or `6`.
    static func weekdays(_ text: String) -> ClosedRange<Int>? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ $0.utf8.count == 1 && $0.utf8.allSatisfy(Self.isDigit) }),
            let first = Int(parts[0]), let last = Int(parts[parts.count - 1]), 1 <= first, first <= last, last <= 7
        else { return nil }
        return first...last
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The days a row holds; none where a day is none or the first comes after the last.
    private static func span(_ row: HeadedTable.Row) -> (CivilDay?, CivilDay?)? {
        let days = ["valid_from", "valid_to"].map { row[$0].isEmpty ? CivilDay?.none : CivilDay(iso8601: row[$0]) }
        guard (days[0] == nil) == row["valid_from"].isEmpty, (days[1] == nil) == row["valid_to"].isEmpty else {
            return nil
        }
        if let from = days[0], let to = days[1], to < from { return nil }
        return (days[0], days[1])
    }
}

extension CivilDay {
    /// Whether two stretches of days have one in common; `nil` is without end.
    static func overlap(_ from: CivilDay?, _ to: CivilDay?, _ otherFrom: CivilDay?, _ otherTo: CivilDay?) -> Bool {
        func begins(_ from: CivilDay?, by to: CivilDay?) -> Bool {
            guard let from, let to else { return true }
            return from <= to
        }
        return begins(from, by: otherTo) && begins(otherFrom, by: to)
    }
}
