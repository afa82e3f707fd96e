// SPDX-License-Identifier: Apache-2.0

/// When the publisher works and when it waits.
struct Pace: Sendable {
    /// How long changes are gathered before a round.
    var gathering: Duration = .milliseconds(40)
    /// The longest a busy round keeps the next one waiting.
    var longestRest: Duration = .milliseconds(500)
    /// How often everything is looked at again: values grow old without anything happening.
    var renewal: Duration = .seconds(30)
    /// Waits; a test puts its own in place.
    var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    /// Rest before a round, after the last one took `work`: at least the time
    /// of gathering, and twice the work, so that a flood of changes leaves two
    /// thirds of the time to others.
    func rest(after work: Duration) -> Duration { max(gathering, min(work * 2, longestRest)) }
}
