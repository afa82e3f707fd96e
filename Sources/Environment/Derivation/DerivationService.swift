// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import SQLStore
import ServiceLifecycle

/// Works off marked hours while the program runs, right after the commit that
/// marked them, on the one node that holds the lease.
struct DerivationService: Service {
    let derivation: Derivation
    let lease: Lease
    let logger: Logger

    func run() async throws {
        let (stream, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let announcements = derivation.database.announcements(on: EnvironmentChannel.name)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await news in announcements.cancelOnGracefulShutdown() {
                    if news == .missed || news == .payload(EnvironmentChannel.due) { bell.yield() }
                }
            }
            group.addTask {
                // What another node left, and marks whose announcement was lost.
                while !Task.isShuttingDownGracefully, !Task.isCancelled {
                    bell.yield()
                    try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(2)) }
                }
                bell.finish()
            }
            group.addTask { await self.work(rungBy: stream) }
            await group.waitForAll()
        }
        _ = try? await derivation.database.write { try lease.release(in: $0) }
    }

    private func work(rungBy bell: AsyncStream<Void>) async {
        var heldUntil = Instant(microseconds: 0)
        for await _ in bell {
            do {
                repeat {
                    let now = lease.clock.now
                    if now >= heldUntil || heldUntil - now > lease.length {
                        guard try await derivation.database.write({ try lease.hold(in: $0) }) else { break }
                        heldUntil = now + lease.length / 4
                    }
                } while try await derivation.work() > 0 && !Task.isShuttingDownGracefully
            } catch {
                logger.error("derivation waits", metadata: ["error": "\(error)"])
                heldUntil = Instant(microseconds: 0)
                try? await Task.sleep(for: .milliseconds(500))
            }
        }
    }
}
