// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// What the node that takes files in tells the others: of which time all is known.
enum AttendanceStore {
    static func current(in reader: any Reading) throws -> Attendance? {
        try reader.row("SELECT since_at, until_at, seen_at FROM environment_attendance WHERE name = 'intake'").map {
            Attendance(since: try $0.get(0), until: try $0.get(1), seenAt: try $0.get(2))
        }
    }

    /// Lengthens the stretch or begins another; only for the holder of the
    /// intake's lease, in the transaction that makes sure of it.
    ///
    /// - Parameter isOwn: Whether this process wrote the stretch that is there.
    static func extend(to look: Attendance.Look, isOwn: Bool, in tx: any Transaction) throws {
        let now = try current(in: tx)?.extended(to: look, isOwn: isOwn) ?? Attendance(beginningAt: look)
        try tx.execute(
            """
            INSERT INTO environment_attendance (name, since_at, until_at, seen_at)
            VALUES ('intake', \(now.since), \(now.until), \(now.seenAt))
            ON CONFLICT (name) DO UPDATE SET since_at = excluded.since_at, until_at = excluded.until_at,
                seen_at = excluded.seen_at
            """)
    }
}
