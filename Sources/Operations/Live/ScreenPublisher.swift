// SPDX-License-Identifier: Apache-2.0

import Logging
import Ports
import ServiceLifecycle
import Synchronization
import Web

/// Carries what changes in the city to the open screens.
///
/// Changes are gathered for a moment, the ports are asked once for all of
/// them, and the elements that differ are published: worded once for each
/// language, however many screens are open. One round runs at a time.
final class ScreenPublisher: Service {
    private let feature: OperationsFeature
    private let changes: any CityChanges
    private let live: LiveHub
    private let wording: Wording
    private let pace: Pace
    private let logger: Logger
    private let gathered = Mutex(GatheredChanges.everything)

    init(feature: OperationsFeature, changes: any CityChanges, site: Site, pace: Pace = Pace(), logger: Logger) {
        self.feature = feature
        self.changes = changes
        live = site.live
        wording = site.wording(.vi)
        self.pace = pace
        self.logger = logger
    }

    /// What the next round will look at.
    var waiting: GatheredChanges { gathered.withLock { $0 } }

    /// Runs until the program ends.
    func run() async throws {
        let (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        // Listening begins before the first look, so that nothing falls between them.
        let changes = changes.changes()
        waker.yield()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.gather(changes, waking: waker) }
                group.addTask { await self.renew(waking: waker) }
                await self.publish(when: wakes)
                group.cancelAll()
            }
        }
    }

    private func gather(_ changes: AsyncStream<CityChange>, waking waker: AsyncStream<Void>.Continuation) async {
        for await change in changes {
            gathered.withLock { $0.add(change) }
            waker.yield()
        }
        if !Task.isCancelled { logger.warning("city changes ended; screens follow by renewal alone") }
    }

    private func renew(waking waker: AsyncStream<Void>.Continuation) async {
        while !Task.isCancelled {
            do { try await pace.sleep(pace.renewal) } catch { return }
            gathered.withLock { $0.add(.missed) }
            waker.yield()
        }
    }

    private func publish(when wakes: AsyncStream<Void>) async {
        var rounds = ScreenRounds(feature: feature, wording: wording)
        var work = Duration.zero
        for await _ in wakes {
            do { try await pace.sleep(pace.rest(after: work)) } catch { return }
            let batch = gathered.withLock { $0.take() }
            guard !batch.isEmpty else { continue }
            let startedAt = ContinuousClock.now
            let isFirst = rounds.isFirst
            let updates = await rounds.updates(for: batch)
            if isFirst {
                // What screens had before is not known: whoever has one loads it again.
                live.forget()
            } else {
                for update in updates { live.publish(update.html, on: update.topic) }
            }
            work = ContinuousClock.now - startedAt
        }
    }
}
