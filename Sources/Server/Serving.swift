// SPDX-License-Identifier: Apache-2.0

import Basics
import CMalloc
import Foundation
import Hummingbird
import Identity
package import Logging
import NIOCore
package import SQLStore
import ServiceLifecycle
import Web

extension City {
    /// The city of these settings on its database, whose schema is brought up
    /// to date first.
    package static func prepared(
        _ settings: Settings, database: any Database, logger: Logger
    ) async throws -> City {
        for step in try await migrator.migrate(database, at: .machine) {
            logger.notice("schema", metadata: ["applied": .string(step)])
        }
        let secret = try await Secrets(database: database, clock: .machine).secret("form-tokens")
        return try City(settings, database: database, secret: secret, logger: logger)
    }
}

/// Runs the server until it is told to stop; then ends streams, requests and
/// services in turn, and closes the database.
///
/// - Parameters:
///   - setUp: Told the code that makes the first administrator, where there is no account.
///   - ready: Told the address once the server listens.
package func serve(
    _ settings: Settings, setUp: (String) -> Void, ready: @escaping @Sendable (String) -> Void
) async throws {
    limitArenas()
    LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: settings.logLevel) }
    var logger = Logger(label: "vamco")
    logger.logLevel = settings.logLevel
    for folder in [settings.dataFolder, settings.intakeFolder] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    try await withDatabase(settings.database) { database in
        let city = try await City.prepared(settings, database: database, logger: logger)
        try city.identity.keys.load()
        if let code = try await city.identity.firstRun.prepare() { setUp(code) }
        let secure = settings.certificate.map { SecureServing($0, logger: logger) }
        var application = city.site.application(
            city.tables, host: settings.host, port: settings.port, server: secure?.server()
        ) { channel in
            let scheme = secure == nil ? "http" : "https"
            ready("\(scheme)://\(settings.host):\(channel.localAddress?.port ?? settings.port)")
        }
        if let secure { application.addServices(secure) }
        for service in city.services { application.addServices(service) }
        application.addServices(MemoryReturn())
        try await application.runService()
    }
}

/// The C library would otherwise keep up to eight arenas a core and raise its
/// own thresholds. What lies free inside the arenas is `MemoryReturn`'s.
private func limitArenas() {
    _ = mallopt(M_ARENA_MAX, 4)
    _ = mallopt(M_TRIM_THRESHOLD, 1_048_576)
    _ = mallopt(M_MMAP_THRESHOLD, 262_144)
}

/// Opens a database, hands it over and closes it on every way out.
package func withDatabase<Value: Sendable>(
    _ address: DatabaseAddress, creating: Bool = true, _ body: (any Database) async throws -> Value
) async throws -> Value {
    if creating, case .sqlite(let path) = address {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let database = try await address.opened(creating: creating)
    do {
        let value = try await body(database)
        await database.close()
        return value
    } catch {
        await database.close()
        throw error
    }
}

/// Prepares a city for one command and closes its database afterwards.
package func withCity<Value: Sendable>(
    _ settings: Settings, _ body: (City) async throws -> Value
) async throws -> Value {
    var logger = Logger(label: "vamco")
    logger.logLevel = .error
    return try await withDatabase(settings.database) { database in
        try await body(try await City.prepared(settings, database: database, logger: logger))
    }
}
