// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore
import TestSupport
import Testing

@testable import Ledger

@Suite("Archives of the log")
struct ArchiveTests {
    /// A log of 60 entries archived in three files.
    private func archived(
        _ backend: Backend = .sqlite, _ body: (LogDesk, LedgerArchive) async throws -> Void
    ) async throws {
        try await LogDesk.on(backend) { desk in
            let archive = LedgerArchive(folder: desk.folder.path + "/archive")
            for part in 1...3 {
                try await desk.append(((part - 1) * 20 + 1)...(part * 20))
                try await desk.sealer.number()
                desk.dial.advance(by: .minutes(1))
                _ = try await desk.sealer.sign()
                #expect(try await desk.database.read { try archive.extend(from: $0) } != nil)
            }
            try await body(desk, archive)
        }
    }

    private func report(_ archive: LedgerArchive, _ verification: LedgerVerification = LedgerVerification()) throws
        -> LedgerReport
    {
        try verification.report(on: archive)
    }

    @Test("hold the same log as the database, file after file", arguments: Backend.available)
    func whole(backend: Backend) async throws {
        try await archived(backend) { desk, archive in
            let found = try report(archive)
            let stored = try await desk.report()
            #expect(found.findings == [] && found.entries == 60 && found.root == stored.root)
            #expect(found.checkpoints == 3)
            #expect(try archive.files().count == 3)
            #expect(try await desk.database.read { try archive.extend(from: $0) } == nil)
        }
    }

    @Test("a changed letter is found, and where")
    func changed() async throws {
        try await archived { _, archive in
            let file = try archive.files()[1]
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try text.replacing("thing-33", with: "thing-34").write(toFile: file, atomically: true, encoding: .utf8)
            let findings = try report(archive).findings
            #expect(findings.contains(LedgerFinding(33, .changed(columns: ["object_id"]))))
            #expect(findings.contains(LedgerFinding(41, .chainBroken)))
        }
    }

    @Test("a line taken out and a file taken away are found")
    func missing() async throws {
        try await archived { _, archive in
            let files = try archive.files()
            let lines = try String(contentsOfFile: files[2], encoding: .utf8).split(separator: "\n")
            try (lines.filter { !$0.contains("\"number\":50,") }.joined(separator: "\n") + "\n")
                .write(toFile: files[2], atomically: true, encoding: .utf8)
            #expect(try report(archive).findings.first == LedgerFinding(50, .missing))
            try FileManager.default.removeItem(atPath: files[1])
            #expect(try report(archive).findings.first == LedgerFinding(41, .chainBroken))
            try FileManager.default.removeItem(atPath: files[2])
            #expect(try report(archive).findings == [])
            try FileManager.default.removeItem(atPath: files[0])
            #expect(throws: LedgerError.self) { try report(archive) }
        }
    }

    @Test("a checkpoint of another key or another history is found")
    func strangers() async throws {
        try await archived { desk, archive in
            let stranger = LogKey(name: "stranger.example").verifier
            #expect(try report(archive, LedgerVerification(trusted: [stranger])).findings.count == 3)
            let own = try #require(desk.folder.checkpoint())
            #expect(try report(archive, LedgerVerification(copies: [own])).findings == [])
            #expect(
                try report(archive, LedgerVerification(copies: ["nonsense"])).findings
                    == [LedgerFinding(nil, .copyForged)])
            let key = try #require(try desk.folder.key())
            let (_, origin) = try await desk.sealer.key()
            let other = Checkpoint(origin: origin, size: 40, root: .leaf([1]), at: nil)
            let note = SignedNote(text: other.text, signatures: [try key.signature(of: other.text)]).whole
            #expect(
                try report(archive, LedgerVerification(copies: [note])).findings
                    == [LedgerFinding(nil, .forked(size: 40))])
        }
    }
}
