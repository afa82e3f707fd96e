// SPDX-License-Identifier: Apache-2.0

import Foundation
import PostgresStore
package import SQLStore
import SQLiteStore

extension DatabaseAddress {
    /// Opens the database.
    ///
    /// - Parameter creating: Whether a file of SQLite that is not there is made.
    /// - Throws: `StoreError`; `.connectionLost` when there is no such database.
    package func opened(creating: Bool) async throws -> any Database {
        switch self {
        case .sqlite(let path):
            guard creating || FileManager.default.fileExists(atPath: path) else {
                throw StoreError.connectionLost("there is no file at \(path)")
            }
            return try SQLiteDatabase(path: path)
        case .postgres(let url): return try await PostgresDatabase(url: url)
        }
    }
}
