// SPDX-License-Identifier: Apache-2.0

import Basics

/// A table of units as CSV, row by row against the organisation as it is.
struct UnitTable: Sendable {
    struct Row: Sendable {
        let line: Int
        let code: String
        let name: String
        var outcome: Outcome
    }

    enum Outcome: Sendable {
        case creates(OrgUnit)
        case changes(OrgUnit)
        case same
        case refused([Message])

        var unit: OrgUnit? {
            switch self {
            case .creates(let unit), .changes(let unit): unit
            case .same, .refused: nil
            }
        }
    }

    static let columns = ["code", "name", "kind", "parent", "name_en", "valid_from", "valid_to", "scheme", "act"]
    static let needed = ["code", "name", "kind", "valid_from"]
    static let rowLimit = 50_000

    private(set) var rows: [Row] = []
    /// What is wrong with the table as a whole.
    private(set) var failure: Message?

    /// Units that may be taken in, all at once.
    var units: [OrgUnit] { rows.compactMap(\.outcome.unit) }

    var refused: [Row] {
        rows.filter { if case .refused = $0.outcome { true } else { false } }
    }

    /// - Parameters:
    ///   - source: What the units will name as where they come from.
    ///   - now: Of the new units' identities.
    init(_ text: String, into chart: OrgChart, source: String, at now: Instant) {
        let table = HeadedTable(text, needing: Self.needed, limit: Self.rowLimit)
        failure = table.failure?.message
        if failure == nil { settle(table.rows.map(Draft.init), chart, source, now) }
    }

    /// Rows that are wrong fall out until what is left is right as a whole:
    /// a row whose parent was refused is refused too.
    private mutating func settle(_ drafts: [Draft], _ chart: OrgChart, _ source: String, _ now: Instant) {
        let ids = drafts.indices.map { OrgUnit.ID(at: now + .milliseconds($0 / 500)) }
        var reasons: [Int: [Message]] = [:]
        var seen: [String: Int] = [:]
        for (index, draft) in drafts.enumerated() {
            var found = draft.problems(kinds: chart.kinds)
            if let from = draft.validFrom {
                let key = "\(draft.scheme) \(draft.code) \(from.number)"
                if let first = seen[key] {
                    found.append(Message("identity.org.import.twice", ["line": .count(drafts[first].line)]))
                }
                seen[key] = seen[key] ?? index
            }
            if !found.isEmpty { reasons[index] = found }
        }
        var outcomes: [Int: Outcome] = [:]
        while true {
            var known: [String: [(Validity, OrgUnit.ID)]] = [:]
            for (index, draft) in drafts.enumerated() where reasons[index] == nil {
                guard let validity = draft.validity else { continue }
                known[draft.scheme + " " + draft.code, default: []].append((validity, ids[index]))
            }
            outcomes = [:]
            var change = OrgChange()
            var owner: [OrgUnit.ID: Int] = [:]
            var newlyWrong: [Int: [Message]] = [:]
            for (index, draft) in drafts.enumerated() where reasons[index] == nil {
                switch draft.outcome(ids[index], chart, known, source) {
                case .success(let outcome):
                    outcomes[index] = outcome
                    if let unit = outcome.unit {
                        change.units[unit.id] = unit
                        owner[unit.id] = index
                    }
                case .failure(let wrong): newlyWrong[index] = [wrong.message]
                }
            }
            if newlyWrong.isEmpty {
                for problem in chart.applying(change).problems(of: change.units.keys.sorted()) {
                    if let index = owner[problem.unit] { newlyWrong[index, default: []].append(problem.message) }
                }
            }
            if newlyWrong.isEmpty { break }
            reasons.merge(newlyWrong) { $0 + $1 }
        }
        rows = drafts.enumerated().map { index, draft in
            Row(
                line: draft.line, code: draft.code, name: draft.name,
                outcome: reasons[index].map(Outcome.refused) ?? outcomes[index] ?? .same)
        }
    }
}

extension HeadedTable.Failure {
    /// What is wrong with a table of units or people.
    var message: Message {
        switch self {
        case .empty: Message("identity.org.import.empty")
        case .columnsMissing(let columns):
            Message("identity.org.import.columns-missing", ["columns": .text(columns.joined(separator: ", "))])
        case .tooManyRows(let limit): Message("identity.org.import.too-many", ["limit": .count(limit)])
        case .unreadable(let error): Message("identity.org.import.unreadable", ["line": .count(error.line)])
        }
    }
}
