// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore
import Web

/// Keys that all nodes of one city share, made when they are first asked for.
struct Secrets {
    static let migrations = FeatureMigrations(
        "server",
        [
            Migration(
                1, "secrets",
                """
                CREATE TABLE server_secret (
                    name TEXT NOT NULL PRIMARY KEY,
                    value TEXT NOT NULL,
                    made_at BIGINT NOT NULL
                );
                """)
        ])

    let database: any Database
    let clock: Clock

    /// The secret called `name`: 32 random bytes. Two nodes that start together
    /// end with the same one.
    func secret(_ name: String) async throws -> SiteSecret {
        var generator = SystemRandomNumberGenerator()
        let fresh = Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }).base64EncodedString()
        let text = try await database.write { [clock] tx in
            try tx.execute(
                """
                INSERT INTO server_secret (name, value, made_at) VALUES (\(name), \(fresh), \(clock.now))
                ON CONFLICT (name) DO NOTHING
                """)
            return try tx.value("SELECT value FROM server_secret WHERE name = \(name)", as: String.self)
        }
        guard let text, let data = Data(base64Encoded: text), data.count == 32 else {
            throw StoreError.damaged("server_secret \(name)")
        }
        return SiteSecret(bytes: [UInt8](data))
    }
}
