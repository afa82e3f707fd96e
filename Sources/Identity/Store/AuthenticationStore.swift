// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// The record of authentications: rows are added and never changed.
enum AuthenticationStore {
    static func record(_ authentication: Authentication, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_authentication (id, at, account_id, method, level, device, address)
            VALUES (\(authentication.id), \(authentication.at), \(authentication.person),
                \(authentication.method.rawValue), \(authentication.level.rawValue), \(authentication.device),
                \(authentication.address))
            """)
    }

    /// How many authentications of each method and level lie in `period`.
    static func counts(in period: Range<Instant>, in tx: any Reading) throws -> [ProofCount] {
        try tx.rows(
            """
            SELECT method, level, count(*) FROM identity_authentication
            WHERE at >= \(period.lowerBound) AND at < \(period.upperBound)
            GROUP BY method, level ORDER BY method, level
            """
        ).compactMap { row in
            guard let method = Authentication.Method(rawValue: try row.get(0)),
                let level = Authentication.Level(rawValue: try row.get(1))
            else { return nil }
            return ProofCount(method: method, level: level, count: try row.get(2))
        }
    }
}
