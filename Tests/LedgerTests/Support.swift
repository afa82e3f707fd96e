// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore
import TestSupport

@testable import Ledger

/// A log on a database of its own, with its key in a folder of its own.
struct LogDesk {
    let database: any Database
    let dial: DialClock
    let sealer: Sealer
    let folder: KeyFolder

    static let start = Instant(seconds: 1_793_000_000)

    static func on(_ backend: Backend, _ body: (LogDesk) async throws -> Void) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations]) { database in
            try await withTemporaryFolder { path in
                let dial = DialClock(start)
                let folder = KeyFolder(path)
                let sealer = Sealer(database: database, clock: dial.clock, folder: folder, host: "tayninh.example")
                try await body(LogDesk(database: database, dial: dial, sealer: sealer, folder: folder))
            }
        }
    }

    static func entry(_ number: Int, at moment: Instant = start) -> LedgerEntry {
        var entry = LedgerEntry(
            "test.done", of: "test.thing", "thing-\(number)", by: .person(id: "p\(number % 7)", name: "Nguyễn Thị Hoà"),
            at: moment + .milliseconds(number), fields: ["count": "\(number)", "tên": "Hoà \"\(number)\""])
        entry.unit = "u\(number % 3)"
        entry.onBehalfOf = "d\(number % 2)"
        entry.authentication = "a\(number)"
        entry.assurance = "password+totp"
        entry.reason = "lý do \(number)"
        entry.legalBasis = "Điều 5"
        if number % 10 == 0 { entry.personal = ["phone": "0900 000 \(number)"] }
        return entry
    }

    /// Writes entries, each in its transaction's order.
    func append(_ numbers: some Sequence<Int> & Sendable) async throws {
        try await database.write { tx in
            for number in numbers { try Self.entry(number).append(in: tx) }
        }
    }

    /// A sealed log of `count` entries with a checkpoint every `every`.
    func fill(_ count: Int, checkpointEvery every: Int) async throws {
        var done = 0
        while done < count {
            let part = (done + 1)...min(count, done + every)
            try await append(part)
            try await sealer.number()
            dial.advance(by: .minutes(1))
            _ = try await sealer.sign()
            done = part.upperBound
        }
    }

    func report(_ verification: LedgerVerification = LedgerVerification()) async throws -> LedgerReport {
        try await database.read { try verification.report(on: $0) }
    }

    func sealed() async throws -> [SealedEntry] {
        try await database.read { try EntryStore.entries(from: 1, limit: 100_000, in: $0) }
    }
}
