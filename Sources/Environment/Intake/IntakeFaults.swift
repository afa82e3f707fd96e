// SPDX-License-Identifier: Apache-2.0

/// Moments at which a test may let the world end. The product leaves the
/// closures empty.
package struct IntakeFaults: Sendable {
    /// Files were read, nothing is written.
    package var beforeCommit: @Sendable () throws -> Void = {}
    /// Values are on disk, the files still lie in the folder.
    package var afterCommit: @Sendable () throws -> Void = {}
    /// Between the two readings of a file's state.
    package var whileReading: @Sendable (String) -> Void = { _ in }

    package init() {}
}
