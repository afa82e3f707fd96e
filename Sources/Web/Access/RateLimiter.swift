// SPDX-License-Identifier: Apache-2.0

package import Basics
import Synchronization

/// Counts attempts by key (an address, an account) in memory, so that nobody
/// can guess without end. A bucket that refills steadily: short bursts pass.
package final class RateLimiter: Sendable {
    private struct Bucket {
        var left: Double
        var at: Instant
    }

    private let capacity: Double
    private let perSecond: Double
    private let clock: Clock
    private let keysKept: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameters:
    ///   - attempts: How many pass at once after a pause.
    ///   - period: In how long that many come back.
    ///   - keysKept: Keys remembered; beyond it the fullest buckets are forgotten first.
    package init(attempts: Int, per period: Duration, clock: Clock = .machine, keysKept: Int = 50_000) {
        capacity = Double(attempts)
        perSecond = Double(attempts) / max(period.inSeconds, 0.001)
        self.clock = clock
        self.keysKept = keysKept
    }

    /// Takes one attempt of `key`; `false` when none is left.
    package func allows(_ key: String) -> Bool {
        let now = clock.now
        return buckets.withLock { buckets in
            if buckets.count >= keysKept, buckets[key] == nil { forget(in: &buckets, at: now) }
            var bucket = buckets[key] ?? Bucket(left: capacity, at: now)
            bucket.left = refilled(bucket, at: now)
            bucket.at = max(bucket.at, now)
            defer { buckets[key] = bucket }
            guard bucket.left >= 1 else { return false }
            bucket.left -= 1
            return true
        }
    }

    /// Forgets what `key` did: after a success.
    package func reset(_ key: String) {
        buckets.withLock { _ = $0.removeValue(forKey: key) }
    }

    /// How long until `key` may try again; zero when it may now.
    package func wait(for key: String) -> Duration {
        let now = clock.now
        let left = buckets.withLock { buckets in buckets[key].map { refilled($0, at: now) } ?? capacity }
        return left >= 1 ? .zero : .seconds((1 - left) / perSecond)
    }

    /// A clock that went back gives nothing and takes nothing.
    private func refilled(_ bucket: Bucket, at now: Instant) -> Double {
        min(capacity, bucket.left + max(0, (now - bucket.at).inSeconds) * perSecond)
    }

    private func forget(in buckets: inout [String: Bucket], at now: Instant) {
        buckets = buckets.filter { refilled($0.value, at: now) < capacity }
        guard buckets.count >= keysKept else { return }
        let kept = buckets.sorted { refilled($0.value, at: now) < refilled($1.value, at: now) }.prefix(keysKept / 2)
        buckets = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
