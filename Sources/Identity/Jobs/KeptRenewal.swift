// SPDX-License-Identifier: Apache-2.0

import SQLStore
import ServiceLifecycle

/// Forgets what is kept when another node announces a change.
struct KeptRenewal: Service {
    struct Listener: Sendable {
        let channel: String
        let hear: @Sendable (Announcement) -> Void
        let forget: @Sendable () -> Void
    }

    let database: any Database
    let listeners: [Listener]

    func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                for listener in listeners {
                    let news = database.announcements(on: listener.channel)
                    // What changed before anybody listened is not announced again.
                    listener.forget()
                    group.addTask { for await announcement in news { listener.hear(announcement) } }
                }
                try? await gracefulShutdown()
                group.cancelAll()
            }
        } onGracefulShutdown: {
        }
    }
}

extension KeptRenewal.Listener {
    init<Value>(_ channel: String, _ kept: Kept<Value>) {
        self.init(channel: channel, hear: kept.hear, forget: kept.forget)
    }
}
