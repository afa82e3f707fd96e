// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore

extension IndexStore {
    /// Writes indices in place of those of the same periods.
    static func put(_ records: [IndexRecord], in tx: any Transaction) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        for chunk in records.chunks(of: 100) {
            let rows: [SQL] = try chunk.map { one in
                let parts =
                    one.subIndices.isEmpty ? "[]" : String(decoding: try encoder.encode(one.subIndices), as: UTF8.self)
                return """
                    (\(one.station), \(one.period.rawValue), \(one.at), \(one.value), \(one.category), \(one.dominant),
                    \(parts), \(one.have), \(one.expected), \(one.reason.map(StoredMessage.line)), \(one.isFinal),
                    \(one.computedAt))
                    """
            }
            try tx.execute(
                """
                INSERT INTO environment_index (station_id, period, at, value, category, dominant, sub_indices, have,
                    expected, reason, final, computed_at)
                VALUES \(SQL.joined(rows))
                ON CONFLICT (station_id, period, at) DO UPDATE SET value = excluded.value,
                    category = excluded.category, dominant = excluded.dominant, sub_indices = excluded.sub_indices,
                    have = excluded.have, expected = excluded.expected, reason = excluded.reason,
                    final = excluded.final, computed_at = excluded.computed_at
                """)
        }
    }
}

extension AssessmentStore {
    /// Writes assessments in place of those of the same periods.
    static func put(_ records: [AssessmentRecord], in tx: any Transaction) throws {
        for chunk in records.chunks(of: 100) {
            let rows: [SQL] = chunk.map { one in
                """
                (\(one.station), \(one.parameter), \(one.averaging.rawValue), \(one.at), \(one.mean), \(one.limit),
                \(one.document), \(one.isExceeded), \(one.reason.map(StoredMessage.line)), \(one.computedAt))
                """
            }
            try tx.execute(
                """
                INSERT INTO environment_assessment (\(columns)) VALUES \(SQL.joined(rows))
                ON CONFLICT (station_id, parameter, averaging, at) DO UPDATE SET mean = excluded.mean,
                    limit_value = excluded.limit_value, document = excluded.document, exceeded = excluded.exceeded,
                    reason = excluded.reason, computed_at = excluded.computed_at
                """)
        }
    }
}
