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
        case refused([Fault])
    }

    /// What is wrong with a row, and in which column; none where it is the row as a whole.
    struct Fault: Hashable, Sendable {
        let column: String?
        let message: Message
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

    let rows: [Row]
    let failure: Message?

    var entries: [Entry] { rows.compactMap { if case .takes(let entry) = $0.outcome { entry } else { nil } } }
    var refused: Int { rows.count { if case .refused = $0.outcome { true } else { false } } }

    /// - Parameter logins: Keys of the logins there are.
    init(_ text: String, staff: Staff, chart: OrgChart, logins: Set<String>) {
        let table = HeadedTable(text, needing: Self.needed, limit: Self.rowLimit)
        let held = Set(
            staff.appointments.values.filter { $0.to == nil }.compactMap { held -> Held? in
                guard let post = staff.posts[held.post], let person = staff.people[held.person] else { return nil }
                return Held(unit: post.unit, title: post.title, name: person.name)
            })
        var seen: [String: Int] = [:]
        rows = table.rows.map { Self.row($0, held, chart, logins, &seen) }
        failure = table.failure?.message
    }

    /// Who holds which post without a known end.
    private struct Held: Hashable {
        let unit: OrgUnit.ID
        let title: String
        let name: String
    }

    private static func row(
        _ row: HeadedTable.Row, _ held: Set<Held>, _ chart: OrgChart, _ logins: Set<String>,
        _ seen: inout [String: Int]
    ) -> Row {
        let line = row.line
        var wrong: [Fault] = []
        func fault(_ column: String?, _ message: Message) { wrong.append(Fault(column: column, message: message)) }
        let (name, title) = (row["name"], row["title"])
        if AccountName(name) == nil { fault("name", Message("identity.error.name-malformed")) }
        if title.isEmpty || title.count > 200 { fault("title", StaffError.titleMalformed.answer.message) }
        let standing = row["standing"].isEmpty ? Post.Standing.officer : Post.Standing(rawValue: row["standing"])
        if standing == nil {
            fault("standing", Message("identity.staff.import.standing", ["value": .text(row["standing"])]))
        }
        let kind = row["kind"].isEmpty ? Appointment.Kind.permanent : Appointment.Kind(rawValue: row["kind"])
        if kind == nil { fault("kind", Message("identity.staff.import.kind", ["value": .text(row["kind"])])) }
        let from = CivilDay(typed: row["from"])
        if from == nil { fault("from", Message("identity.org.import.from-unreadable")) }
        let named = UnitShare.parsed(row["unit"]).first
        let unit = named.flatMap { named in from.flatMap { chart.unit(scheme: named.scheme, code: named.code, on: $0) }
        }
        if from != nil, unit == nil {
            fault("unit", Message("identity.org.import.parent-unknown", ["code": .text(row["unit"])]))
        }
        if !row["login"].isEmpty, !logins.contains(LoginName.key(ofTyped: row["login"])) {
            fault("login", StaffError.unknownAccount.answer.message)
        }
        let key = [name.searchKey, title.searchKey, row["unit"], row["login"].searchKey].joined(separator: "|")
        if let first = seen[key] { fault(nil, Message("identity.org.import.twice", ["line": .count(first)])) }
        seen[key] = seen[key] ?? line
        guard wrong.isEmpty, let unit, let from, let standing, let kind else {
            return Row(line: line, name: name, title: title, outcome: .refused(wrong))
        }
        let isHeld = held.contains(Held(unit: unit.id, title: title, name: name))
        return Row(
            line: line, name: name, title: title,
            outcome: isHeld
                ? .same
                : .takes(
                    Entry(
                        name: name, login: row["login"], unit: unit.id, title: title, standing: standing, kind: kind,
                        from: from, act: row["act"])))
    }
}
