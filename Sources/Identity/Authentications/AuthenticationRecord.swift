// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
package import Ports
import SQLStore

/// The record of authentications, and how much of what people do rests on it.
package struct AuthenticationRecord: Authentications {
    let database: any Database

    package func authenticatedShare(on days: Range<CivilDay>) async throws -> Figure {
        let (tallies, newest) = try await database.read { tx in
            (try TallyStore.tallies(of: days, in: tx), try TallyStore.newest(in: tx))
        }
        return ProvedActs(days: days, tallies: tallies, newest: newest).share
    }

    /// Each of the latest months, the newest first, this one as far as it has
    /// come; not those before the first in which anything was done: of them the
    /// record knows nothing.
    ///
    /// - Complexity: Two reads; a row of the tally for each day and level.
    package func months(_ count: Int, until today: CivilDay) async throws -> [ProvedActs] {
        var months = [today.firstOfMonth..<today + 1]
        while months.count < count {
            let end = months[months.count - 1].lowerBound
            months.append((end - 1).firstOfMonth..<end)
        }
        let whole = months[months.count - 1].lowerBound..<today + 1
        let (tallies, newest) = try await database.read { tx in
            (try TallyStore.tallies(of: whole, in: tx), try TallyStore.newest(in: tx))
        }
        let all = months.map { days in
            ProvedActs(days: days, tallies: tallies.filter { days.contains($0.day) }, newest: newest)
        }
        return Array(all.prefix(max(1, (all.lastIndex { $0.all > 0 } ?? 0) + 1)))
    }

    /// Sign-ins and later proofs in a stretch of time, by way and level.
    package func counts(in period: Range<Instant>) async throws -> [ProofCount] {
        try await database.read { tx in try AuthenticationStore.counts(in: period, in: tx) }
    }
}

/// How often a way of proving who one is was used.
package struct ProofCount: Hashable, Sendable {
    package let method: Authentication.Method
    package let level: Authentication.Level
    package let count: Int
}

/// What people did on some days, by the proof it rests on.
package struct ProvedActs: Hashable, Sendable {
    package let days: Range<CivilDay>
    /// The first of them on which anything was done.
    package let first: CivilDay?
    private let acts: [String: Int]
    private let newest: Instant?

    init(days: Range<CivilDay>, tallies: [ActTally], newest: Instant?) {
        self.days = days
        self.newest = newest
        first = tallies.map(\.day).min()
        acts = tallies.reduce(into: [:]) { $0[$1.assurance, default: 0] += $1.acts }
    }

    package var all: Int { acts.values.reduce(0, +) }

    /// - Parameter level: `nil` for acts that name no sign-in.
    package func count(_ level: Authentication.Level?) -> Int { acts[level?.rawValue ?? ""] ?? 0 }

    /// Acts that rest on a proof, of all acts, in per cent.
    package var share: Figure {
        let proved = Authentication.Level.allCases.map(count).reduce(0, +)
        return figure(
            all == 0
                ? .none(because: Message("identity.figure.no-acts"))
                : .number(Double(proved) * 100 / Double(all), decimals: 1),
            .percent, "identity.figure.authenticated-share", proof: "people")
    }

    /// How many acts rest on a proof of this level; `nil`: on none.
    package func figure(of level: Authentication.Level?) -> Figure {
        figure(
            .number(Double(count(level)), decimals: 0), .one, "identity.figure.acts-of-level",
            proof: level?.rawValue ?? "none")
    }

    package var total: Figure {
        figure(.number(Double(all), decimals: 0), .one, "identity.figure.acts-of-people", proof: "people")
    }

    private func figure(_ value: Figure.Value, _ unit: UnitOfMeasure, _ definition: String, proof: String) -> Figure {
        let zone = CivilZone.vietNam
        let (start, end) = (zone.start(of: days.lowerBound), zone.start(of: days.upperBound))
        return Figure(
            value, unit: unit, asOf: newest.map { min($0, end) }, period: Figure.Period(start: start, end: end),
            source: .described(Message("identity.figure.source")), definition: Message(definition),
            quality: .measured,
            records: "/ledger?from=\(days.lowerBound.iso8601)&to=\((days.upperBound - 1).iso8601)&proof=\(proof)")
    }
}
