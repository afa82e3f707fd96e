// SPDX-License-Identifier: Apache-2.0

package import Basics
import Crypto

/// Brings a database's schema to what the features need.
package struct Migrator: Sendable {
    private let features: [FeatureMigrations]

    package init(_ features: [FeatureMigrations]) { self.features = features }

    /// Applies what is missing, each migration in a transaction of its own,
    /// after checking everything that was applied before.
    ///
    /// Two processes may do this at once: the second waits and finds nothing
    /// left to do.
    ///
    /// - Returns: What was applied, as `feature/number name`.
    /// - Throws: `StoreError.schema` for a newer or a changed database, before
    ///   anything is touched.
    @discardableResult
    package func migrate(_ database: any Database, at clock: Clock) async throws -> [String] {
        do {
            try await prepare(database)
        } catch StoreError.notUnique, StoreError.statement {
            // Another process made the table at the same moment; now it is there.
            try await prepare(database)
        }
        var applied: [String] = []
        for (feature, migration) in features.flatMap({ set in set.migrations.map { (set.feature, $0) } }) {
            let done = try await database.write { tx in
                try lock(tx)
                let pending = try pending(tx)
                guard pending.contains(where: { $0.feature == feature && $0.migration.number == migration.number })
                else { return false }
                try tx.executeScript(migration.text(for: tx.dialect))
                try tx.execute(
                    """
                    INSERT INTO schema_migration (feature, number, name, checksum, applied_at)
                    VALUES (\(feature), \(migration.number), \(migration.name),
                        \(checksum(of: migration, for: tx.dialect)), \(clock.now))
                    """)
                return true
            }
            if done { applied.append("\(feature)/\(migration.number) \(migration.name)") }
        }
        return applied
    }

    /// Makes the table of applied migrations, and checks them.
    private func prepare(_ database: any Database) async throws {
        try await database.write { tx in
            if try !isPrepared(tx) { try tx.executeScript(Self.table) }
            _ = try pending(tx)
        }
    }

    /// Checks that the database is exactly as new as the program.
    ///
    /// - Throws: `StoreError.schema`.
    package func check(_ database: any Database) async throws {
        try await database.read { tx in
            guard try isPrepared(tx) else {
                throw StoreError.schema(.pending(feature: features.first?.feature ?? "", number: 1))
            }
            if let first = try pending(tx).first {
                throw StoreError.schema(.pending(feature: first.feature, number: first.migration.number))
            }
        }
    }

    /// What is not applied yet; throws when what is applied does not fit.
    private func pending(_ tx: any Reading) throws -> [(feature: String, migration: Migration)] {
        var applied: [String: [Int: String]] = [:]
        for row in try tx.rows("SELECT feature, number, checksum FROM schema_migration ORDER BY feature, number") {
            applied[try row.get(0), default: [:]][try row.get(1)] = try row.get(2, as: String.self)
        }
        var pending: [(feature: String, migration: Migration)] = []
        for set in features {
            var known = applied.removeValue(forKey: set.feature) ?? [:]
            for migration in set.migrations {
                guard let stored = known.removeValue(forKey: migration.number) else {
                    pending.append((set.feature, migration))
                    continue
                }
                guard stored == checksum(of: migration, for: tx.dialect) else {
                    throw StoreError.schema(.changed(feature: set.feature, number: migration.number))
                }
            }
            if let number = known.keys.max() {
                throw StoreError.schema(.newer(feature: set.feature, number: number))
            }
        }
        if let (feature, numbers) = applied.min(by: { $0.key < $1.key }) {
            throw StoreError.schema(.newer(feature: feature, number: numbers.keys.max() ?? 0))
        }
        return pending
    }

    private func isPrepared(_ tx: any Reading) throws -> Bool {
        let tables: Int? = try tx.value(
            SQL(
                sqlite: "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'",
                postgres: """
                    SELECT count(*) FROM information_schema.tables
                    WHERE table_schema = current_schema() AND table_name = 'schema_migration'
                    """))
        return (tables ?? 0) > 0
    }

    /// On SQLite the writer is alone anyway; on PostgreSQL a lock makes it so.
    /// A table's lock, since waiting for it takes no snapshot: what the other
    /// process committed meanwhile is seen.
    private func lock(_ tx: any Transaction) throws {
        guard tx.dialect == .postgres else { return }
        try tx.executeScript("SET LOCAL lock_timeout = 0; LOCK TABLE schema_migration IN EXCLUSIVE MODE")
    }

    private func checksum(of migration: Migration, for dialect: Dialect) -> String {
        SHA256.hash(data: [UInt8](migration.text(for: dialect).utf8)).hex
    }

    private static let table = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            feature TEXT NOT NULL,
            number BIGINT NOT NULL,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at BIGINT NOT NULL,
            PRIMARY KEY (feature, number)
        )
        """
}
