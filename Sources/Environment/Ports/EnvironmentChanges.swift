// SPDX-License-Identifier: Apache-2.0

package import Ports
package import SQLStore

/// Changes of stations, alarms and events, after their commits, on every node.
package struct EnvironmentChanges: CityChanges {
    let database: any Database

    package func changes() -> AsyncStream<CityChange> {
        let feed = Feed(database.announcements(on: EnvironmentChannel.name))
        return AsyncStream { await feed.next() }
    }

    /// Unfolds an announcement that names several stations into changes.
    private actor Feed {
        private var announcements: AsyncStream<Announcement>.Iterator
        private var waiting: [CityChange] = []

        init(_ announcements: AsyncStream<Announcement>) { self.announcements = announcements.makeAsyncIterator() }

        func next() async -> CityChange? {
            while waiting.isEmpty {
                var source = announcements
                guard let announcement = await source.next(isolation: self) else { return nil }
                announcements = source
                switch announcement {
                case .payload(let payload): waiting = EnvironmentChannel.changes(in: payload).reversed()
                case .missed: waiting = [.missed]
                }
            }
            return waiting.removeLast()
        }
    }
}
