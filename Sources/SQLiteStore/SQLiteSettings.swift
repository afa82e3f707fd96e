// SPDX-License-Identifier: Apache-2.0

import Basics
import GRDB

/// How a SQLite database is opened. The defaults are the product's.
package struct SQLiteSettings: Sendable {
    /// How long a write waits for another process that holds the file.
    package var busyTimeout: Duration = .seconds(10)
    /// How many snapshots are read at once, each on a thread of its own.
    package var readers = 4
    /// How many writes may wait before more are refused as `.overloaded`.
    package var waitingWrites = 20_000
    /// The most pages of 4,096 bytes the file may have; `nil` for no limit.
    package var largestPageCount: Int?

    package init() {}

    var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(busyTimeout.inSeconds)
        configuration.maximumReaderCount = readers
        // Readers rest on the system's own cache of the file: theirs would be
        // the same pages again, once for each.
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA cache_size = -2000;
                    PRAGMA secure_delete = FAST;
                    PRAGMA trusted_schema = OFF
                    """)
        }
        return configuration
    }

    /// Set after opening, on the writer alone.
    var writerPragmas: String {
        """
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -8000;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA journal_size_limit = 67108864;
        \(largestPageCount.map { "PRAGMA max_page_count = \($0)" } ?? "")
        """
    }
}
