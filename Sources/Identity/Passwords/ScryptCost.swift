// SPDX-License-Identifier: Apache-2.0

/// The cost parameters of scrypt (RFC 7914 section 2).
package struct ScryptCost: Hashable, Sendable {
    /// The exponent of N, the cost in time and memory.
    package let logN: Int
    /// r, the block size.
    package let blockSize: Int
    /// p, how often the whole is done.
    package let parallelism: Int

    /// - Returns: `nil` outside 1…20 for the exponent and 1…32 for the others:
    ///   a damaged record must not order gigabytes.
    package init?(logN: Int, blockSize: Int, parallelism: Int) {
        guard (1...20).contains(logN), (1...32).contains(blockSize), (1...32).contains(parallelism) else {
            return nil
        }
        self.init(checkedLogN: logN, blockSize: blockSize, parallelism: parallelism)
    }

    private init(checkedLogN logN: Int, blockSize: Int, parallelism: Int) {
        self.logN = logN
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// N = 2¹⁷, r = 8, p = 1: the first choice of the OWASP Password Storage
    /// Cheat Sheet. Each derivation fills 128 MiB, so a stolen table is dear to
    /// search even with graphics cards. The cheat sheet's smaller blocks with a larger p
    /// are meant for machines that cannot spare the memory; here two
    /// derivations at a time bound it to 256 MiB.
    package static let standard = ScryptCost(checkedLogN: 17, blockSize: 8, parallelism: 1)

    /// N = 2⁴: for tests, which must never wait.
    package static let trivial = ScryptCost(checkedLogN: 4, blockSize: 1, parallelism: 1)

    package var rounds: Int { 1 << logN }

    /// The memory of one derivation.
    package var bytes: Int { 128 * rounds * blockSize }
}
