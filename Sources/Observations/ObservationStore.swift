// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Series of measured values in time.
///
/// Three layers: what the source said (`Observation.value`, `status`; when the
/// source says something else later, the earlier is kept as a `Revision`),
/// what validation made of it (`flag`, `counts`; every change of them is kept
/// as a `Flagging`), and what the values that count come to (`Aggregate`),
/// kept up to date inside the transaction that changed a value.
///
/// The store is a plain value and works inside the caller's transaction, so
/// that a file's record, its observations and their aggregates are one commit.
/// ```swift
/// let store = ObservationStore()
/// let changes = try await database.write { tx in
///     let series = try store.series([key], in: tx)
///     return try store.append(observations, in: tx, at: now)
/// }
/// ```
/// Hand over values in bulk, up to some thousands a transaction: each call
/// costs a fixed number of statements for every 256 values, on PostgreSQL for
/// every 4,096.
package struct ObservationStore: Sendable {
    /// Whose hours, days and months the aggregates are. One database keeps one
    /// zone for good: aggregates are not worked out anew when it changes.
    package let zone: CivilZone

    package init(zone: CivilZone = .vietNam) { self.zone = zone }

    package static let migrations = FeatureMigrations("observations", [.observationTables, .roomForAggregates])
}
