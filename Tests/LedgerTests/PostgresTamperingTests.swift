// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing

@testable import Ledger

/// The same attacks on PostgreSQL, by whoever owns the tables: each in a
/// transaction that is judged from within and undone.
@Suite("Tampering with a log of 10,000 entries on PostgreSQL")
struct PostgresTamperingTests {
    /// Leaves the transaction, and takes along what was found in it.
    private struct Undone: Error {
        let report: LedgerReport
    }

    @Test("is found, and where and what it was; undone, nothing is wrong")
    func found() async throws {
        try await LogDesk.on(.postgres) { desk in
            try await desk.fill(10_000, checkpointEvery: 500)
            for attack in TamperingTests.columns + TamperingTests.attacks {
                let report = try await report(on: desk.database) { tx in
                    for statement in attack.statements { try tx.executeScript(statement) }
                }
                #expect(report.findings.first == LedgerFinding(attack.number, attack.kind), "\(attack.name)")
            }

            let forged = try await report(on: desk.database) { tx in
                let last = try #require(try CheckpointStore.latest(in: tx))
                let text = try #require(SignedNote(last.note)).text
                let stranger = LogKey(name: try #require(Checkpoint(text: text)).origin)
                try CheckpointStore.add(stranger.verifier, at: LogDesk.start, in: tx)
                let note = SignedNote(text: text, signatures: [try stranger.signature(of: text)]).whole
                try tx.execute("UPDATE ledger_checkpoint SET note = \(note) WHERE number = 20")
            }
            #expect(forged.findings == [LedgerFinding(nil, .checkpointForged(number: 20))])

            let checkpoint = try #require(desk.folder.checkpoint())
            let old = try await report(on: desk.database, knowing: [checkpoint]) { tx in
                try tx.executeScript(
                    """
                    DELETE FROM ledger_entry WHERE number > 9000; DELETE FROM ledger_checkpoint WHERE size > 9000;
                    DELETE FROM ledger_node WHERE place >= 9000 / 256
                    """)
            }
            #expect(old.findings == [LedgerFinding(9_001, .rolledBack(size: 10_000))])

            let whole = try await desk.database.read { try LedgerVerification().report(on: $0) }
            #expect(whole.findings == [] && whole.entries == 10_000 && whole.checkpoints == 20)
        }
    }

    @Test("is refused to whoever does not take the triggers away first")
    func refused() async throws {
        try await LogDesk.on(.postgres) { desk in
            try await desk.fill(10, checkpointEvery: 5)
            for statement in [
                "UPDATE ledger_entry SET reason = 'x'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry",
                "UPDATE ledger_checkpoint SET size = 1", "DELETE FROM ledger_checkpoint",
            ] {
                await #expect(throws: (any Error).self, "\(statement)") {
                    try await desk.database.write { tx in try tx.executeScript(statement) }
                }
            }
            let report = try await desk.database.read { try LedgerVerification().report(on: $0) }
            #expect(report.findings == [] && report.entries == 10)
        }
    }

    /// What the verification says of the log after `attack`, which is undone.
    private func report(
        on database: any Database, knowing copies: [String] = [],
        after attack: @Sendable @escaping (any Transaction) throws -> Void
    ) async throws -> LedgerReport {
        do {
            return try await database.write { tx -> LedgerReport in
                let tables = try tx.rows(
                    "SELECT DISTINCT event_object_table FROM information_schema.triggers WHERE event_object_table LIKE 'ledger%'"
                ).map { try $0.get(0, as: String.self) }
                for table in tables { try tx.executeScript("ALTER TABLE \(table) DISABLE TRIGGER USER") }
                try attack(tx)
                throw Undone(report: try LedgerVerification(copies: copies).report(on: tx))
            }
        } catch let undone as Undone {
            return undone.report
        }
    }
}
