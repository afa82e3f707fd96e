// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore
import SQLiteStore
import TestSupport
import Testing

@testable import Ledger

/// Somebody with every right on the database, who has taken the triggers away,
/// against a log of 10,000 entries with a checkpoint every 500.
@Suite("Tampering with a log of 10,000 entries")
struct TamperingTests {
    struct Attack: Sendable, CustomTestStringConvertible {
        let name: String
        let statements: [String]
        /// Where and what it must be found as.
        let number: Int?
        let kind: LedgerFinding.Kind
        var testDescription: String { name }

        init(_ name: String, _ statements: String..., at number: Int?, _ kind: LedgerFinding.Kind) {
            self.name = name
            self.statements = statements
            self.number = number
            self.kind = kind
        }
    }

    static let columns: [Attack] = LedgerColumn.allCases.map { column in
        Attack(
            "change \(column.rawValue)",
            "UPDATE ledger_entry SET \(column.rawValue) = \(column.rawValue) || 'x' WHERE number = 4321",
            at: 4_321, .changed(columns: [column.rawValue]))
    }

    private static let names = "at, legal_effect, " + LedgerColumn.allCases.map(\.rawValue).joined(separator: ", ")
    private static let afterID = LedgerColumn.allCases.dropFirst().map(\.rawValue).joined(separator: ", ")
    private static let moved = names + ", hash, marks"

    private static func seventh(_ column: String) -> String {
        "SELECT \(column) FROM ledger_entry WHERE number = 7"
    }

    private static func swap(_ columns: String, _ one: Int, _ other: Int) -> [String] {
        let list = columns.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return [
            // An identity stands once: the first row steps aside meanwhile.
            "CREATE TABLE aside AS SELECT * FROM ledger_entry WHERE number IN (\(one), \(other))",
            "UPDATE ledger_entry SET id = 'aside' WHERE number = \(one)",
        ]
            + [(other, one), (one, other)].map { place, source in
                "UPDATE ledger_entry SET "
                    + list.map { "\($0) = (SELECT \($0) FROM aside WHERE number = \(source))" }.joined(separator: ", ")
                    + " WHERE number = \(place)"
            } + ["DROP TABLE aside"]
    }

    static let attacks: [Attack] =
        [
            Attack(
                "change at", "UPDATE ledger_entry SET at = at + 1 WHERE number = 4321", at: 4_321,
                .changed(columns: ["at"])),
            Attack(
                "change legal_effect", "UPDATE ledger_entry SET legal_effect = 1 WHERE number = 1", at: 1,
                .changed(columns: ["legal_effect"])),
            Attack(
                "change hash", "UPDATE ledger_entry SET hash = (\(seventh("hash"))) WHERE number = 4321",
                at: 4_321, .hashChanged),
            Attack(
                "change marks", "UPDATE ledger_entry SET marks = (\(seventh("marks"))) WHERE number = 4321",
                at: 4_321, .changed(columns: ["marks"])),
            Attack(
                "cut marks off", "UPDATE ledger_entry SET marks = substr(marks, 1, 12) WHERE number = 4321",
                at: 4_321, .changed(columns: ["marks"])),
            Attack(
                "change fifty entries", "UPDATE ledger_entry SET unit = 'x' WHERE number BETWEEN 3001 AND 3050",
                at: 3_001, .changed(columns: ["unit"])),
            Attack(
                "change two columns", "UPDATE ledger_entry SET actor = 'person:x', reason = '' WHERE number = 10000",
                at: 10_000, .changed(columns: ["actor", "reason"])),
            Attack("delete", "DELETE FROM ledger_entry WHERE number = 5000", at: 5_000, .missing),
            Attack("delete the first", "DELETE FROM ledger_entry WHERE number = 1", at: 1, .missing),
            Attack(
                "delete and close the gap", "DELETE FROM ledger_entry WHERE number = 5000",
                "UPDATE ledger_entry SET number = number + 99999 WHERE number > 5000",
                "UPDATE ledger_entry SET number = number - 100000 WHERE number > 100000", at: 5_000, .missing),
            Attack("give a number away", "UPDATE ledger_entry SET number = 20000 WHERE number = 77", at: 77, .missing),
            Attack("truncate", "DELETE FROM ledger_entry WHERE number > 9876", at: 9_877, .truncated(through: 10_000)),
            Attack("empty", "DELETE FROM ledger_entry", at: 1, .truncated(through: 10_000)),
            Attack(
                "insert", "UPDATE ledger_entry SET number = number + 100001 WHERE number >= 6000",
                "UPDATE ledger_entry SET number = number - 100000 WHERE number > 100000",
                "INSERT INTO ledger_entry SELECT 6000, at, legal_effect, 'new', \(afterID), hash, marks "
                    + "FROM ledger_entry WHERE number = 1",
                at: 6_000, .extra),
            Attack(
                "change a node",
                "UPDATE ledger_node SET hash = (SELECT hash FROM ledger_node WHERE place = 0) WHERE place = 3",
                at: 769, .nodeChanged(through: 1_024)),
            Attack(
                "put in a node", "INSERT INTO ledger_node SELECT 8, 39, hash FROM ledger_node WHERE place = 0",
                at: 9_985, .nodeChanged(through: 10_240)),
            Attack("delete a node", "DELETE FROM ledger_node WHERE place = 3", at: 769, .nodeChanged(through: 1_024)),
            Attack(
                "change a checkpoint's size", "UPDATE ledger_checkpoint SET size = 400 WHERE number = 3", at: nil,
                .checkpointForged(number: 3)),
            Attack(
                "change a checkpoint's time", "UPDATE ledger_checkpoint SET signed_at = 4 WHERE number = 3", at: nil,
                .checkpointForged(number: 3)),
            Attack(
                "change a checkpoint's note",
                "UPDATE ledger_checkpoint SET note = replace(note, 'time 1', 'time 2') WHERE number = 3",
                at: nil, .checkpointForged(number: 3)),
            Attack(
                "delete a checkpoint", "DELETE FROM ledger_checkpoint WHERE number = 3", at: nil,
                .checkpointMissing(number: 3)),
        ] + [
            Attack(named: "swap two entries", swap(moved, 1_200, 8_000), at: 1_200, .swapped(with: 8_000)),
            Attack(named: "swap two entries' content", swap(names, 1_200, 8_000), at: 1_200, .swapped(with: 8_000)),
            Attack(named: "swap neighbours", swap(moved, 1_200, 1_201), at: 1_200, .swapped(with: 1_201)),
        ]

    @Test("is found, and where and what it was", arguments: columns + attacks)
    func found(attack: Attack) async throws {
        try await Log10000.shared.copy { log in
            let database = log.database
            try await database.write { tx in for statement in attack.statements { try tx.executeScript(statement) } }
            let report = try await database.read { try LedgerVerification().report(on: $0) }
            #expect(report.findings.first == LedgerFinding(attack.number, attack.kind))
            let theirs = try await log.judgedElsewhere()
            #expect(theirs.findings == report.findings.map(Judgement.Finding.init))
            #expect(theirs.entries == report.entries)
        }
    }

    @Test("an untouched log has nothing wrong")
    func untouched() async throws {
        try await Log10000.shared.copy { log in
            let database = log.database
            let report = try await database.read { try LedgerVerification().report(on: $0) }
            #expect(report.findings == [] && report.entries == 10_000 && report.checkpoints == 20)
            #expect(report.unsigned == 0 && report.waiting == 0)
            let theirs = try await log.judgedElsewhere()
            #expect(theirs.findings.isEmpty && theirs.entries == 10_000 && theirs.root == report.root.hex)
        }
    }

    @Test("writing an entry and all hashes above it anew is found by the signed checkpoint")
    func rewritten() async throws {
        try await Log10000.shared.copy { log in
            let database = log.database
            try await database.write { tx in
                var entry = try #require(try EntryStore.entry(4_321, in: tx))
                var record = entry.record
                record[.reason] = "another"
                entry = SealedEntry(number: 4_321, record: record, hash: record.hash(number: 4_321))
                try tx.execute("DELETE FROM ledger_entry WHERE number = 4321")
                try EntryStore.add([entry], in: tx)
                try tx.execute("DELETE FROM ledger_node")
                try NodeStore.complete(from: 0, to: 10_000, in: tx)
            }
            let report = try await database.read { try LedgerVerification().report(on: $0) }
            #expect(report.findings.first == LedgerFinding(4_001, .rewritten(through: 4_500)))
            #expect(try await log.judgedElsewhere().findings == report.findings.map(Judgement.Finding.init))
        }
    }

    @Test("an old copy of the database is found by the checkpoint kept beside it")
    func oldCopy() async throws {
        try await Log10000.shared.copy { log in
            let database = log.database
            try await database.write { tx in
                try tx.executeScript(
                    """
                    DELETE FROM ledger_entry WHERE number > 9000; DELETE FROM ledger_checkpoint WHERE size > 9000;
                    DELETE FROM ledger_node WHERE place >= 9000 / 256
                    """)
            }
            let alone = try await database.read { try LedgerVerification().report(on: $0) }
            #expect(alone.findings == [])
            #expect(try await log.judgedElsewhere().findings.isEmpty)
            let checkpoint = try await Log10000.shared.checkpoint()
            let kept = LedgerVerification(copies: [checkpoint])
            let report = try await database.read { try kept.report(on: $0) }
            #expect(report.findings == [LedgerFinding(9_001, .rolledBack(size: 10_000))])
            let theirs = try await log.judgedElsewhere(against: checkpoint)
            #expect(theirs.findings == report.findings.map(Judgement.Finding.init))
        }
    }

    @Test("another history is found by the checkpoint of the first; a checkpoint of another log is none of this one")
    func forked() async throws {
        let kept = try await Log10000.shared.checkpoint()
        let lines = kept.split(separator: "\n", omittingEmptySubsequences: false)
        // Signed by nobody: the copy that was handed over was forged.
        let forged = ([lines[0], "9999"] + lines.dropFirst(2)).joined(separator: "\n")
        try await Log10000.shared.copy { log in
            for copy in [kept, forged] {
                let report = try await log.database.read { try LedgerVerification(copies: [copy]).report(on: $0) }
                #expect(report.findings.map(\.word) == (copy == forged ? ["copy-forged"] : []))
                let theirs = try await log.judgedElsewhere(against: copy)
                #expect(theirs.findings == report.findings.map(Judgement.Finding.init))
            }
        }
        // The end of the log is put away and written anew by whoever has its key.
        try await Log10000.shared.copy { log in
            try await log.database.write { tx in
                try tx.executeScript(
                    """
                    DELETE FROM ledger_entry WHERE number > 9000; DELETE FROM ledger_checkpoint WHERE size > 9000;
                    DELETE FROM ledger_node WHERE place >= 9000 / 256
                    """)
                for number in 20_001...21_000 { try LogDesk.entry(number).append(in: tx) }
                while try Sealing.number(in: tx) > 0 {}
            }
            let report = try await log.database.read { try LedgerVerification(copies: [kept]).report(on: $0) }
            #expect(report.findings == [LedgerFinding(nil, .forked(size: 10_000))])
            let theirs = try await log.judgedElsewhere(against: kept)
            #expect(theirs.findings == report.findings.map(Judgement.Finding.init))
        }
    }

    @Test("a checkpoint signed by a stranger's key is found, whether or not the key is named in the database")
    func forged() async throws {
        for isNamed in [false, true] {
            try await Log10000.shared.copy { log in
                let database = log.database
                try await database.write { tx in
                    let last = try #require(try CheckpointStore.latest(in: tx))
                    let text = try #require(SignedNote(last.note)).text
                    let stranger = LogKey(name: try #require(Checkpoint(text: text)).origin)
                    if isNamed { try CheckpointStore.add(stranger.verifier, at: LogDesk.start, in: tx) }
                    let note = SignedNote(text: text, signatures: [try stranger.signature(of: text)]).whole
                    try tx.execute("UPDATE ledger_checkpoint SET note = \(note) WHERE number = 20")
                }
                let report = try await database.read { try LedgerVerification().report(on: $0) }
                #expect(report.findings == [LedgerFinding(nil, .checkpointForged(number: 20))])
                let theirs = try await log.judgedElsewhere()
                #expect(theirs.findings == report.findings.map(Judgement.Finding.init))
            }
        }
    }
}

extension TamperingTests.Attack {
    init(named name: String, _ statements: [String], at number: Int?, _ kind: LedgerFinding.Kind) {
        self.name = name
        self.statements = statements
        self.number = number
        self.kind = kind
    }
}
