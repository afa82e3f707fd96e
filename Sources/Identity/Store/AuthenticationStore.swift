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

    /// How many authentications of each level and method lie in `period`.
    static func counts(
        in period: Range<Instant>, in tx: any Reading
    ) throws -> [(level: String, method: String, count: Int)] {
        try tx.rows(
            """
            SELECT level, method, count(*) FROM identity_authentication
            WHERE at >= \(period.lowerBound) AND at < \(period.upperBound) GROUP BY level, method
            """
        ).map { (try $0.get(0), try $0.get(1), try $0.get(2)) }
    }

    /// The levels of those of `ids` that are on record.
    static func levels(of ids: [String], in tx: any Reading) throws -> [String: Authentication.Level] {
        guard !ids.isEmpty else { return [:] }
        var levels: [String: Authentication.Level] = [:]
        for row in try tx.rows("SELECT id, level FROM identity_authentication WHERE id IN (\(SQL.list(ids)))") {
            levels[try row.get(0)] = Authentication.Level(rawValue: try row.get(1))
        }
        return levels
    }
}
