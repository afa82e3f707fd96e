// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import SQLiteStore
package import Web

extension City {
    /// Every route of the program, without opening anybody's database: for
    /// `vamco routes` and for tests of policies and documents.
    package static func routesForListing() async throws -> [Route] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vamco-routes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let settings = try Settings(options: [:], environment: [:], file: nil)
        let database = try SQLiteDatabase(path: folder.appendingPathComponent("empty.sqlite").path)
        let city = try City(settings, database: database, secret: .random(), logger: Logger(label: "vamco.routes"))
        let routes = city.tables.flatMap(\.routes)
        await database.close()
        return routes
    }
}
