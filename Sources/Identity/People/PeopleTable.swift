// SPDX-License-Identifier: Apache-2.0

import Basics

/// A table of people with their posts as CSV, row by row against the staff as it is.
struct PeopleTable: Sendable {
    struct Row: Sendable {
        let line: Int
        let name: String
        let title: String
        let outcome: Outcome
    }

    enum Outcome: Sendable {
        case takes(Entry)
        case same
        case refused([Message])
    }

    /// A person, the post they are to hold, and the account they have.
    struct Entry: Sendable {
        let name: String
        let login: String
        let unit: OrgUnit.ID
        let title: String
        let standing: Post.Standing
        let kind: Appointment.Kind
        let from: CivilDay
        let act: String
    }

    static let columns = ["name", "title", "unit", "standing", "kind", "from", "login", "act"]
    static let needed = ["name", "title", "unit", "from"]
    static let rowLimit = 10_000

    private(set) var rows: [Row] = []
    private(set) var failure: Message?

    var entries: [Entry] { rows.compactMap { if case .takes(let entry) = $0.outcome { entry } else { nil } } }
    var refused: Int { rows.count { if case .refused = $0.outcome { true } else { false } } }

    /// - Parameter logins: Keys of the logins there are.
    init(_ text: String, staff: Staff, chart: OrgChart, logins: Set<String>) {
        var reader = CSVReader(text, separator: CSVSeparator.detected(in: String(text.prefix(8_192))) ?? .comma)
        do {
            guard let head = try reader.next(), !head.isBlank else {
                failure = Message("identity.org.import.empty")
                return
            }
            let places = Dictionary(
                head.fields.enumerated().map { ($1.tidied().lowercased().filter { $0 != "\u{FEFF}" }, $0) },
                uniquingKeysWith: { first, _ in first })
            let missing = Self.needed.filter { places[$0] == nil }
            guard missing.isEmpty else {
                failure = Message(
                    "identity.org.import.columns-missing", ["columns": .text(missing.joined(separator: ", "))])
                return
            }
            var seen: [String: Int] = [:]
            while let row = try reader.next() {
                if row.isBlank { continue }
                guard rows.count < Self.rowLimit else {
                    failure = Message("identity.org.import.too-many", ["limit": .count(Self.rowLimit)])
                    return
                }
                func cell(_ name: String) -> String {
                    places[name].flatMap { $0 < row.fields.count ? row.fields[$0].tidied() : nil } ?? ""
                }
                rows.append(Self.row(row.line, cell, staff, chart, logins, &seen))
            }
        } catch {
            failure = Message("identity.org.import.unreadable", ["line": .count(error.line)])
        }
    }

    private static func row(
        _ line: Int, _ cell: (String) -> String, _ staff: Staff, _ chart: OrgChart, _ logins: Set<String>,
        _ seen: inout [String: Int]
    ) -> Row {
        var wrong: [Message] = []
        let (name, title) = (cell("name"), cell("title"))
        if AccountName(name) == nil { wrong.append(Message("identity.error.name-malformed")) }
        if title.isEmpty || title.count > 200 { wrong.append(StaffError.titleMalformed.answer.message) }
        let standing = cell("standing").isEmpty ? Post.Standing.officer : Post.Standing(rawValue: cell("standing"))
        if standing == nil {
            wrong.append(Message("identity.staff.import.standing", ["value": .text(cell("standing"))]))
        }
        let kind = cell("kind").isEmpty ? Appointment.Kind.permanent : Appointment.Kind(rawValue: cell("kind"))
        if kind == nil { wrong.append(Message("identity.staff.import.kind", ["value": .text(cell("kind"))])) }
        let from = FormDay.day(cell("from"))
        if from == nil { wrong.append(Message("identity.org.import.from-unreadable")) }
        let named = UnitShare.parsed(cell("unit")).first
        let unit = named.flatMap { named in from.flatMap { chart.unit(scheme: named.scheme, code: named.code, on: $0) }
        }
        if from != nil, unit == nil {
            wrong.append(Message("identity.org.import.parent-unknown", ["code": .text(cell("unit"))]))
        }
        if !cell("login").isEmpty, !logins.contains(LoginName.key(ofTyped: cell("login"))) {
            wrong.append(StaffError.unknownAccount.answer.message)
        }
        let key = [name.searchKey, title.searchKey, cell("unit"), cell("login").searchKey].joined(separator: "|")
        if let first = seen[key] { wrong.append(Message("identity.org.import.twice", ["line": .count(first)])) }
        seen[key] = seen[key] ?? line
        guard wrong.isEmpty, let unit, let from, let standing, let kind else {
            return Row(line: line, name: name, title: title, outcome: .refused(wrong))
        }
        let isHeld = staff.appointments.values.contains { held in
            guard let post = staff.posts[held.post], let person = staff.people[held.person] else { return false }
            return post.unit == unit.id && post.title == title && person.name == name && held.to == nil
        }
        return Row(
            line: line, name: name, title: title,
            outcome: isHeld
                ? .same
                : .takes(
                    Entry(
                        name: name, login: cell("login"), unit: unit.id, title: title, standing: standing, kind: kind,
                        from: from, act: cell("act"))))
    }
}

/// A day as tables have it.
enum FormDay {
    /// `2025-07-01` or `01/07/2025`.
    static func day(_ text: String) -> CivilDay? {
        if let day = CivilDay(iso8601: text) { return day }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).compactMap { Int($0) }
        return parts.count == 3 ? CivilDay(parts[2], parts[1], parts[0]) : nil
    }
}
