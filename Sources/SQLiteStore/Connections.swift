// SPDX-License-Identifier: Apache-2.0

import GRDB
import SQLStore
import Synchronization

/// What we keep for each of GRDB's connections.
final class Connections: Sendable {
    private let known = Mutex<[ObjectIdentifier: SQLiteConnection]>([:])
    private let hub: AnnouncementHub

    init(hub: AnnouncementHub) { self.hub = hub }

    /// To be called, and its answer used, on the connection's own queue.
    func of(_ database: GRDB.Database) -> SQLiteConnection {
        let key = ObjectIdentifier(database)
        return known.withLock { known in
            if let connection = known[key], connection.database === database { return connection }
            let connection = SQLiteConnection(database, hub: hub)
            known[key] = connection
            return connection
        }
    }

    func forget() { known.withLock { $0 = [:] } }
}
