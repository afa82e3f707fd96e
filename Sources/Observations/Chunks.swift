// SPDX-License-Identifier: Apache-2.0

extension Array {
    /// The elements in runs of 256, 64, 16, 4 and 1: few lengths, so that the
    /// statements made for them are few and stay prepared.
    var chunks: [[Element]] {
        var chunks: [[Element]] = []
        var start = 0
        for size in [256, 64, 16, 4, 1] {
            while count - start >= size {
                chunks.append(Array(self[start..<start + size]))
                start += size
            }
        }
        return chunks
    }
}
