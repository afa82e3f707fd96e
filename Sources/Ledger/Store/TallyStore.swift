// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// How many acts of people the log holds of a day, by the proof they rest on.
package struct ActTally: Hashable, Sendable {
    package let day: CivilDay
    /// As `LedgerEntry.assurance`; empty for acts that name no sign-in.
    package let assurance: String
    package let acts: Int
}

/// Counted when entries get their numbers, in the same transaction: a question
/// about a year reads some hundred rows, however many entries there are.
package enum TallyStore {
    static func add(_ records: [EntryRecord], in tx: any Transaction) throws {
        var counts: [CivilDay: [String: Int]] = [:]
        for record in records where record[.actor].hasPrefix("person:") {
            let assurance = record[.authentication].isEmpty ? "" : record[.assurance]
            counts[CivilZone.vietNam.day(of: record.at), default: [:]][assurance, default: 0] += 1
        }
        for (day, levels) in counts.sorted(by: { $0.key < $1.key }) {
            for (assurance, acts) in levels.sorted(by: { $0.key < $1.key }) {
                try tx.execute(
                    """
                    INSERT INTO ledger_tally (day, assurance, acts) VALUES (\(day), \(assurance), \(acts))
                    ON CONFLICT (day, assurance) DO UPDATE SET acts = ledger_tally.acts + excluded.acts
                    """)
            }
        }
    }

    /// Days of the calendar of Việt Nam, in order; what has no acts has no row.
    package static func tallies(of days: Range<CivilDay>, in tx: any Reading) throws -> [ActTally] {
        try tx.rows(
            """
            SELECT day, assurance, acts FROM ledger_tally
            WHERE day >= \(days.lowerBound) AND day < \(days.upperBound) ORDER BY day, assurance
            """
        ).map { ActTally(day: try $0.get(0), assurance: try $0.get(1), acts: try $0.get(2)) }
    }

    /// When the newest numbered entry was made; `nil` in an empty log.
    package static func newest(in tx: any Reading) throws -> Instant? {
        try tx.value("SELECT at FROM ledger_entry ORDER BY number DESC LIMIT 1")
    }
}
