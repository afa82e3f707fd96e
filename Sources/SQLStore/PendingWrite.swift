// SPDX-License-Identifier: Apache-2.0

/// A write that waits for its turn, with whom to tell.
package struct PendingWrite: Sendable {
    /// Runs the body; what it returns is called after the commit.
    let attempt: @Sendable (any Transaction) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void

    package init<Value: Sendable>(
        _ body: @Sendable @escaping (any Transaction) throws -> Value,
        _ continuation: CheckedContinuation<Value, any Error>
    ) {
        attempt = { transaction in
            let value = try body(transaction)
            return { continuation.resume(returning: value) }
        }
        fail = { continuation.resume(throwing: $0) }
    }
}
