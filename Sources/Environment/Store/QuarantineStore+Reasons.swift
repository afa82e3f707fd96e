// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension QuarantineStore {
    /// Entries that wait with this reason, the newest first.
    static func waiting(because key: String, limit: Int, in reader: any Reading) throws -> [QuarantineEntry.ID] {
        try reader.rows(
            """
            SELECT id FROM environment_quarantine WHERE state = 'waiting' AND reason = \(key)
            ORDER BY id DESC LIMIT \(limit)
            """
        ).map { try $0.get(0) }
    }
}
