// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Identity
import Logging
import Ports
import SQLStore
import SQLiteStore

/// What asking for a power costs among the country's units: accounts of the
/// sample city against units from everywhere, today.
struct PermissionCost {
    let path: String
    let count: Int

    private static let rules = [
        PermissionRule(
            "bench.act", Message("bench.act"), roles: ["operator", "environment-officer", "organisation-officer"])
    ]

    /// - Returns: Microseconds a check, and the share of checks that were granted.
    func measured() async throws -> (each: Double, granted: Double) {
        let database = try SQLiteDatabase(path: path)
        let identity = try IdentityFeature(
            database: database, clock: .machine, keys: KeyRing(file: path + ".keys"), permissionRules: Self.rules,
            logger: Logger(label: "bench"))
        let (accounts, units) = try await database.read { tx in
            (
                try tx.rows("SELECT id FROM identity_account ORDER BY id").map { try $0.get(0, as: String.self) },
                try tx.rows("SELECT id FROM identity_org_unit ORDER BY id").map { try $0.get(0, as: String.self) }
            )
        }
        // The first question reads the organisation and its staff into memory.
        _ = try await identity.permissions.permits(
            account: accounts[0], "bench.act", in: .unit(units[0]), state: nil)
        var granted = 0
        var chance: UInt64 = 6962
        let start = ContinuousClock.now
        for number in 0..<count {
            chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let unit = units[Int((chance >> 33) % UInt64(units.count))]
            let may = try await identity.permissions.permits(
                account: accounts[number % accounts.count], "bench.act", in: .unit(unit), state: nil)
            if may { granted += 1 }
        }
        let each = (ContinuousClock.now - start) / .microseconds(count)
        await database.close()
        return (each, Double(granted) / Double(count))
    }
}
