// SPDX-License-Identifier: Apache-2.0

package import SQLStore

/// The feature's schema, step by step.
package enum EnvironmentMigrations {
    package static let all = FeatureMigrations(
        "environment",
        [
            step(1, "stations and files", stations + files + quarantine),
            step(2, "derived figures and alarms", derived + alarms),
            step(3, "flags imports leases", flags + imports + leases),
            step(4, "attendance lookups retrials", attendance + lookups + retrials),
            step(5, "refused files by station", refusedByStation),
            step(6, "kinds of water", waterBodies),
        ])

    /// A step in the SQL both databases share, but for two types: `{ID}`, a
    /// primary key of eight bytes, and `{BYTES}`.
    private static func step(_ number: Int, _ name: String, _ text: String) -> Migration {
        Migration(
            number, name.replacing(" ", with: "-"),
            sqlite: text.replacing("{ID}", with: "INTEGER PRIMARY KEY").replacing("{BYTES}", with: "BLOB"),
            postgres: text.replacing("{ID}", with: "BIGINT PRIMARY KEY").replacing("{BYTES}", with: "BYTEA"))
    }
}
