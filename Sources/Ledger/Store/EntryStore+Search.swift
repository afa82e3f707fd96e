// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// What an auditor looks for; everything given must hold.
package struct EntryFilter: Hashable, Sendable {
    package var from: Instant?
    /// Excluded.
    package var to: Instant?
    /// As `Actor.stored`.
    package var actor: String?
    package var act: String?
    package var objectKind: String?
    package var objectID: String?
    package var proof: EntryProof?

    package init() {}

    package var isEmpty: Bool { self == EntryFilter() }
}

/// Acts of people by the proof they rest on.
package enum EntryProof: Hashable, Sendable {
    /// Whatever it is, and none.
    case people
    /// They name no sign-in.
    case none
    /// As `LedgerEntry.assurance`; not empty.
    case level(String)

    /// `people`, `none`, or a level.
    package init(_ text: String) {
        self = text == "people" ? .people : text == "none" ? .none : .level(text)
    }

    package var text: String {
        switch self {
        case .people: "people"
        case .none: "none"
        case .level(let level): level
        }
    }

    /// Said as the indexes of the table say it.
    fileprivate var condition: SQL {
        switch self {
        case .people: "substr(actor, 1, 7) = 'person:'"
        case .none: "authentication = '' AND substr(actor, 1, 7) = 'person:'"
        case .level(let level): "assurance <> '' AND assurance = \(level) AND substr(actor, 1, 7) = 'person:'"
        }
    }
}

/// Where a list of entries goes on: the last one that was shown.
package struct EntryPlace: Hashable, Sendable {
    package let at: Instant
    package let number: Int

    package init(at: Instant, number: Int) {
        self.at = at
        self.number = number
    }
}

extension EntryStore {
    /// Entries that fit `filter`, the latest first: the whole log by number,
    /// what is looked for by time, so that each question walks one index.
    ///
    /// - Parameter before: Only entries that come after this one in the list.
    package static func latest(
        _ limit: Int, _ filter: EntryFilter, before: EntryPlace?, in tx: any Reading
    ) throws -> [SealedEntry] {
        if filter.isEmpty {
            return try tx.rows(
                """
                SELECT \(columns) FROM ledger_entry WHERE number < \(before?.number ?? .max)
                ORDER BY number DESC LIMIT \(limit)
                """
            ).map(entry)
        }
        var conditions: [SQL] = []
        if let actor = filter.actor { conditions.append("actor = \(actor)") }
        if let act = filter.act { conditions.append("act = \(act)") }
        if let kind = filter.objectKind { conditions.append("object_kind = \(kind)") }
        if let id = filter.objectID { conditions.append("object_id = \(id)") }
        if let proof = filter.proof { conditions.append(proof.condition) }
        if let from = filter.from { conditions.append("at >= \(from)") }
        if let to = filter.to { conditions.append("at < \(to)") }
        if let before { conditions.append("(at, number) < (\(before.at), \(before.number))") }
        return try tx.rows(
            """
            SELECT \(columns) FROM ledger_entry WHERE \(SQL.joined(conditions, separator: " AND "))
            ORDER BY at DESC, number DESC LIMIT \(limit)
            """
        ).map(entry)
    }
}
