// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore
import TestSupport
import Testing

@testable import Ledger

@Suite("Sealing")
struct SealingTests {
    @Test("an entry is there with its act, and gone with it", arguments: Backend.available)
    func sameTransaction(backend: Backend) async throws {
        struct Refused: Error {}
        try await LogDesk.on(backend) { desk in
            try await desk.append([1])
            await #expect(throws: Refused.self) {
                try await desk.database.write { tx in
                    try LogDesk.entry(2).append(in: tx)
                    throw Refused()
                }
            }
            try await desk.append([3])
            try await desk.sealer.number()
            let sealed = try await desk.sealed()
            #expect(sealed.map(\.number) == [1, 2])
            #expect(sealed.map { $0.record[.objectID] } == ["thing-1", "thing-3"])
        }
    }

    @Test("what was appended is what is read, in every column", arguments: Backend.available)
    func roundTrip(backend: Backend) async throws {
        try await LogDesk.on(backend) { desk in
            var entry = LogDesk.entry(20)
            entry.reason = "Dòng một\nDòng hai \u{1F600} \"'\\"
            let sent = entry
            try await desk.database.write { tx in try sent.append(in: tx) }
            try await desk.sealer.number()
            let sealed = try #require(try await desk.sealed().first)
            #expect(sealed.record[.id] == sent.id.description)
            #expect(sealed.record.at == sent.at)
            #expect(sealed.record[.actor] == "person:p6")
            #expect(sealed.record[.unit] == "u2")
            #expect(sealed.record[.reason] == sent.reason)
            #expect(sealed.fields.map(\.name) == ["count", "tên"])
            #expect(sealed.fields.map(\.value) == ["20", "Hoà \"20\""])
            #expect(sealed.hash == sealed.record.hash(number: 1))
            let openings = try await desk.database.read { try OpeningStore.openings(of: sent.id.description, in: $0) }
            #expect(openings.map(\.value) == ["0900 000 20"])
            #expect(sealed.commitments.map(\.value) == openings.map(\.commitment.hex))
        }
    }

    @Test(
        "numbers have no gap and no entry is lost when many write at once and two nodes seal",
        arguments: Backend.available)
    func concurrent(backend: Backend) async throws {
        try await LogDesk.on(backend) { desk in
            let other = Sealer(
                database: desk.database, clock: desk.dial.clock, folder: desk.folder, host: "tayninh.example")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<20 {
                    group.addTask {
                        for number in 0..<15 { try await desk.append([writer * 100 + number]) }
                    }
                }
                for sealer in [desk.sealer, other] {
                    group.addTask {
                        for _ in 0..<10 {
                            // Who comes second meets the first one's numbers: it tries again.
                            _ = try? await sealer.number()
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await desk.sealer.number()
            let sealed = try await desk.sealed()
            #expect(sealed.map(\.number) == Array(1...300))
            #expect(Set(sealed.map { $0.record[.objectID] }).count == 300)
            #expect(try await desk.report().findings == [])
        }
    }

    @Test("the database refuses to change, delete or replace what is sealed", arguments: Backend.available)
    func onlyGrows(backend: Backend) async throws {
        try await LogDesk.on(backend) { desk in
            try await desk.fill(300, checkpointEvery: 300)
            var attempts: [SQL] = []
            for table in ["ledger_entry", "ledger_node", "ledger_checkpoint", "ledger_log", "ledger_key"] {
                attempts.append(SQL(trusted: "DELETE FROM \(table)"))
                if backend == .postgres { attempts.append(SQL(trusted: "TRUNCATE \(table)")) }
            }
            attempts += [
                "UPDATE ledger_entry SET reason = 'x' WHERE number = 3",
                "UPDATE ledger_node SET hash = hash", "UPDATE ledger_checkpoint SET size = 1",
                "UPDATE ledger_log SET origin = 'x'", "UPDATE ledger_key SET verifier = 'x'",
            ]
            if backend == .sqlite {
                attempts.append("INSERT OR REPLACE INTO ledger_log (one, origin, made_at) VALUES (1, 'x', 1)")
                attempts.append(
                    "INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry WHERE number = 3")
            }
            for attempt in attempts {
                await #expect(throws: (any Error).self) {
                    try await desk.database.write { tx in try tx.execute(attempt) }
                }
            }
            #expect(try await desk.report().findings == [])
        }
    }

    @Test("erasing the salt of personal data leaves the log whole", arguments: Backend.available)
    func erasing(backend: Backend) async throws {
        try await LogDesk.on(backend) { desk in
            try await desk.fill(20, checkpointEvery: 10)
            let before = try await desk.report()
            let erased = try await desk.database.write { tx in
                let entry = try #require(try EntryStore.entry(10, in: tx))
                return try OpeningStore.erase(of: entry.record[.id], in: tx)
            }
            #expect(erased == 1)
            #expect(try await desk.report() == before)
            #expect(before.findings == [] && before.entries == 20)
        }
    }

    @Test("a commitment opens with its value and salt alone")
    func commitment() {
        let opening = Commitment.Opening(name: "phone", value: "0901", salt: Array(repeating: 7, count: 32))
        #expect(opening.commitment == Commitment.Opening(name: "phone", value: "0901", salt: opening.salt).commitment)
        for other in [
            Commitment.Opening(name: "phone", value: "0902", salt: opening.salt),
            Commitment.Opening(name: "phon", value: "e0901", salt: opening.salt),
            Commitment.Opening(name: "phone", value: "0901", salt: Array(repeating: 8, count: 32)),
        ] {
            #expect(other.commitment != opening.commitment)
        }
    }

    @Test(
        "acts with legal effect stop after four hours without a checkpoint, others go on",
        arguments: Backend.available)
    func patience(backend: Backend) async throws {
        try await LogDesk.on(backend) { desk in
            _ = try await desk.sealer.sign()
            var legal = LogDesk.entry(1, at: desk.dial.now + .hours(4) - .seconds(1))
            legal.hasLegalEffect = true
            let early = legal
            try await desk.database.write { tx in try early.append(in: tx) }
            var late = LogDesk.entry(1, at: desk.dial.now + .hours(4))
            late.hasLegalEffect = true
            let refused = late
            await #expect(throws: LedgerError.notSealed(since: desk.dial.now)) {
                try await desk.database.write { tx in try refused.append(in: tx) }
            }
            let plain = LogDesk.entry(2, at: desk.dial.now + .hours(5))
            try await desk.database.write { tx in try plain.append(in: tx) }
        }
    }
}
