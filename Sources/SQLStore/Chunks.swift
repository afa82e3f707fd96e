// SPDX-License-Identifier: Apache-2.0

extension Array {
    /// The elements in runs that one statement of `SQL.table` may take.
    ///
    /// On SQLite in runs of 256, 64, 16, 4 and 1: few lengths, so that the
    /// statements made for them are few and stay prepared. On PostgreSQL one
    /// statement does for any length.
    package func chunks(for dialect: Dialect) -> [[Element]] {
        var chunks: [[Element]] = []
        var start = 0
        for size in dialect == .sqlite ? [256, 64, 16, 4, 1] : [4_096, count % 4_096] where size > 0 {
            while count - start >= size {
                chunks.append(Array(self[start..<start + size]))
                start += size
            }
        }
        return chunks
    }
}
