// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
import SQLStore

/// The record of authentications, as other features and reports ask for it.
package struct AuthenticationRecord: Authentications {
    let database: any Database

    package func authenticatedShare(
        of acts: [String: Int], in period: Figure.Period, records: String
    ) async throws -> Figure {
        let ids = acts.keys.filter { !$0.isEmpty }
        var levels: [String: Authentication.Level] = [:]
        // Both databases bound how many values one statement takes.
        for start in stride(from: 0, to: ids.count, by: 500) {
            let some = Array(ids[start..<min(start + 500, ids.count)])
            let found = try await database.read { tx in try AuthenticationStore.levels(of: some, in: tx) }
            levels.merge(found) { old, _ in old }
        }
        let all = acts.values.reduce(0, +)
        let proved = acts.filter { (levels[$0.key] ?? .low) >= .medium }.values.reduce(0, +)
        return Figure(
            all == 0
                ? .none(because: Message("identity.figure.no-acts"))
                : .number(Double(proved) * 100 / Double(all), decimals: 1),
            unit: .percent, asOf: period.end, period: period,
            source: .described(Message("identity.figure.source")),
            definition: Message("identity.figure.authenticated-share"), quality: .measured, records: records)
    }

    /// Sign-ins and confirmations by level in a stretch of time.
    package func counts(in period: Range<Instant>) async throws -> [Authentication.Level: Int] {
        let rows = try await database.read { tx in try AuthenticationStore.counts(in: period, in: tx) }
        return rows.reduce(into: [:]) { counts, row in
            if let level = Authentication.Level(rawValue: row.level) { counts[level, default: 0] += row.count }
        }
    }
}
