// SPDX-License-Identifier: Apache-2.0

import Basics
import PostgresStore
import SQLStore
import SQLiteStore
import TestSupport
import Testing

@Suite("A process killed while it writes")
struct SuddenEndTests {
    @Test("loses nothing it has acknowledged, time after time", arguments: Backend.available)
    func clientKilled(on backend: Backend) async throws {
        try await withTemporaryFolder { folder in
            let address =
                switch backend {
                case .sqlite: folder + "/a.sqlite"
                case .postgres: try PostgresServer.shared().freshSchema()
                }
            try await prepare(try await open(address))
            for _ in 1...4 {
                let writer = try StoreWriterProcess("write", address, in: folder)
                try await writer.waitForLines(Int.random(in: 50...400))
                writer.kill()
                try await expectAll(try writer.lines(), in: try await open(address))
            }
        }
    }

    @Test("a killed server loses nothing it has acknowledged", .enabled(if: Backend.available.contains(.postgres)))
    func serverKilled() async throws {
        try await withTemporaryFolder { folder in
            let server = try PostgresServer(durable: true)
            try await prepare(try await PostgresDatabase(url: server.url))
            for _ in 1...3 {
                let writer = try StoreWriterProcess("write", server.url, in: folder)
                try await writer.waitForLines(Int.random(in: 50...400))
                try server.kill()
                writer.kill()
                try server.start()
                try await expectAll(try writer.lines(), in: try await PostgresDatabase(url: server.url))
            }
        }
    }

    private func open(_ address: String) async throws -> any Database {
        address.hasPrefix("postgres") ? try await PostgresDatabase(url: address) : try SQLiteDatabase(path: address)
    }

    private func prepare(_ database: any Database) async throws {
        try await Migrator([Notes.migrations]).migrate(database, at: .machine)
        await database.close()
    }

    private func expectAll(_ lines: [String], in database: any Database) async throws {
        let written = try await database.read { tx in
            Set(try tx.rows("SELECT number FROM written").map { try $0.get(0, as: Int.self) })
        }
        let acknowledged = lines.compactMap { Int($0) }
        #expect(acknowledged.count >= 50)
        #expect(acknowledged.allSatisfy(written.contains))
        await database.close()
    }
}
