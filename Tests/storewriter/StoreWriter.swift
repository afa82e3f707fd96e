// SPDX-License-Identifier: Apache-2.0

import Foundation
import PostgresStore
import SQLStore
import SQLiteStore

/// A process for tests to kill. `storewriter write DATABASE` writes rows from
/// many tasks and prints the number of each row once it is acknowledged;
/// `storewriter hold PATH` holds a SQLite file's lock until its input ends.
@main
struct StoreWriter {
    static func main() async {
        let arguments = CommandLine.arguments
        do {
            switch (arguments.dropFirst().first, arguments.last) {
            case ("write", let address?): try await write(to: address)
            case ("hold", let path?): try await hold(path)
            default: exit(64)
            }
        } catch {
            // The database went away: what tests of a killed server expect.
            exit(1)
        }
    }

    private static func write(to address: String) async throws {
        let database: any Database =
            address.hasPrefix("postgres")
            ? try await PostgresDatabase(url: address) : try SQLiteDatabase(path: address)
        let first: Int = try await database.read { try $0.value("SELECT max(number) FROM written") ?? 0 }
        try await withThrowingTaskGroup { group in
            for task in 1...16 {
                group.addTask {
                    for step in 0... {
                        let number = first + step * 16 + task
                        try await database.write { try $0.execute("INSERT INTO written VALUES (\(number))") }
                        acknowledge(number)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// One write call a line, so that a killed process never leaves half a number.
    private static func acknowledge(_ number: Int) {
        let line = Array("\(number)\n".utf8)
        _ = line.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
    }

    private static func hold(_ path: String) async throws {
        let database = try SQLiteDatabase(path: path)
        try await database.write { _ in
            _ = [UInt8]("held\n".utf8).withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
            while let _ = readLine() {}
        }
    }
}
