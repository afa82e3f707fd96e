// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// The code that makes the first administrator, of which there is one at most.
enum FirstRunStore {
    static func set(_ digest: String, at now: Instant, in tx: any Transaction) throws {
        try remove(in: tx)
        try tx.execute("INSERT INTO identity_first_run (digest, made_at) VALUES (\(digest), \(now))")
    }

    static func stored(in tx: any Reading) throws -> (digest: String, madeAt: Instant)? {
        try tx.row("SELECT digest, made_at FROM identity_first_run").map { (try $0.get(0), try $0.get(1)) }
    }

    static func remove(in tx: any Transaction) throws { try tx.execute("DELETE FROM identity_first_run") }
}
