// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension QuarantineStore {
    /// Records that nothing is to be done about an entry, and why.
    ///
    /// - Returns: Whether it still waited; an entry somebody else has dealt
    ///   with stays as it is.
    static func settle(
        _ id: QuarantineEntry.ID, note: String, by actor: Actor, at now: Instant, in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE environment_quarantine
            SET state = 'settled', handled_at = \(now), handled_by = \(actor.stored), note = \(note)
            WHERE id = \(id) AND state = 'waiting'
            """) == 1
    }
}
