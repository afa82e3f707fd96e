// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import ServiceLifecycle

/// Erases what its term is over for, once an hour. Several nodes may do it at
/// once: a row is erased by one of them.
struct RetentionSweep: Service {
    let data: PersonalData
    let logger: Logger
    var every: Duration = .hours(1)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let count = try await data.eraseExpired()
                    if count > 0 { logger.notice("personal data erased by rule", metadata: ["fields": "\(count)"]) }
                } catch {
                    logger.warning("retention was not looked at", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: every)
            }
        }
    }
}
