// SPDX-License-Identifier: Apache-2.0

extension Array {
    /// The elements in pieces of at most `size`: databases limit how many
    /// values one statement binds.
    func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
