// SPDX-License-Identifier: Apache-2.0

/// Waits until `condition` holds, looking every few milliseconds. The limit is
/// generous and only ends a test that would never end: nothing is timed.
///
/// - Throws: `NeverHappened`, or what `condition` throws.
package nonisolated(nonsending) func waitUntil(
    _ what: String, within limit: Duration = .seconds(240),
    _ condition: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + limit
    while try await !condition() {
        guard clock.now < deadline else { throw NeverHappened(what: what) }
        try await clock.sleep(for: .milliseconds(5))
    }
}

package struct NeverHappened: Error, CustomStringConvertible {
    let what: String
    package var description: String { "never happened: \(what)" }
}
