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
        struct Span: Hashable { let calendar: String, from: CivilDay?, to: CivilDay? }
        var sessions: [Span: [Int: [OfficeSession]]] = [:]
        var order: [Span] = []
        let columns = ["calendar", "weekdays", "opens", "closes", "use", "valid_from", "valid_to", "source"]
        _ = try rows("office-hours.csv", columns) { row -> (Int, Void)? in
            guard let opens = Self.minute(row["opens"]), let closes = Self.minute(row["closes"]),
                ["work", "reception"].contains(row["use"]), let days = Self.weekdays(row["weekdays"]),
                let session = OfficeSession(opens: opens, closes: closes, isWorked: row["use"] == "work"),
                let (from, to) = Self.span(row)
            else { return nil }
            let span = Span(calendar: row["calendar"], from: from, to: to)
            if sessions[span] == nil { order.append(span) }
            for day in days {
                let others = sessions[span]?[day] ?? []
                guard others.allSatisfy({ closes <= $0.opens || $0.closes <= opens }) else { return nil }
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
                    judgement: .init(withoutDueDate: without, withdrawn: withdrawn))
            )
        }
    }

    func uses(calendars: Set<String>, policies: Set<String>) throws -> [ClockReference.Use] {
        let columns = ["subject", "value", "calendar", "policy", "valid_from", "valid_to", "source"]
        let uses = try rows("uses.csv", columns) { row -> (Int, ClockReference.Use)? in
            guard let subject = ClockReference.Subject(rawValue: row["subject"]),
                (subject == .everyone) == row["value"].isEmpty, calendars.contains(row["calendar"]),
                policies.contains(row["policy"]), let (from, to) = Self.span(row)
            else { return nil }
            return (
                row.line,
                .init(
                    subject: subject, value: row["value"], calendar: row["calendar"], policy: row["policy"],
                    validFrom: from, validTo: to)
            )
        }
        return uses.sorted { $0.key < $1.key }.map(\.value)
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

    /// Minutes after midnight of `07:00`.
    static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        guard text.count == 5, parts.count == 2, (0...24).contains(parts[0]), (0..<60).contains(parts[1]) else {
            return nil
        }
        return parts[0] * 60 + parts[1]
    }

    /// `1-5` or `6`.
    static func weekdays(_ text: String) -> ClosedRange<Int>? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard let first = parts.first, let last = parts.last, parts.count <= 2, 1 <= first, first <= last, last <= 7
        else { return nil }
        return first...last
    }

    private static func span(_ row: HeadedTable.Row) -> (CivilDay?, CivilDay?)? {
        let days = ["valid_from", "valid_to"].map { row[$0].isEmpty ? CivilDay?.none : CivilDay(iso8601: row[$0]) }
        guard (days[0] == nil) == row["valid_from"].isEmpty, (days[1] == nil) == row["valid_to"].isEmpty else {
            return nil
        }
        return (days[0], days[1])
    }
}
