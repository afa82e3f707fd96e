// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Logging
import SQLStore
import TestSupport
import Testing

@testable import Ledger

@Suite("Checkpoints")
struct CheckpointTests {
    @Test("is a signed note that the log's key verifies", arguments: Backend.available)
    func signed(backend: Backend) async throws {
        try await LogDesk.on(backend) { desk in
            try await desk.append(1...5)
            try await desk.sealer.number()
            let stored = try await desk.sealer.sign()
            let (key, origin) = try await desk.sealer.key()
            let note = try #require(SignedNote(stored.note))
            #expect(note.whole == stored.note)
            #expect(note.isSigned(by: key.verifier))
            #expect(!note.isSigned(by: LogKey(name: origin).verifier))
            let checkpoint = try #require(Checkpoint(text: note.text))
            #expect(checkpoint.text == note.text)
            #expect(checkpoint.size == 5 && checkpoint.origin == origin && checkpoint.at == desk.dial.now)
            #expect(checkpoint.root == LogHash.root(of: try await desk.sealed().map(\.hash)))
            #expect(desk.folder.checkpoint() == stored.note)
        }
    }

    @Test("the key's file is its owner's alone")
    func keyFile() async throws {
        try await LogDesk.on(.sqlite) { desk in
            let (key, _) = try await desk.sealer.key()
            let attributes = try FileManager.default.attributesOfItem(atPath: desk.folder.keyPath)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            #expect(try desk.folder.key()?.verifier == key.verifier)
            #expect(VerifierKey(text: key.verifier.text) == key.verifier)
        }
    }

    @Test("no other key is made for a log whose key's file is gone", arguments: Backend.available)
    func keyGone(backend: Backend) async throws {
        try await LogDesk.on(backend) { desk in
            _ = try await desk.sealer.sign()
            try FileManager.default.removeItem(atPath: desk.folder.keyPath)
            await #expect(throws: LedgerError.keyMissing(path: desk.folder.keyPath)) { try await desk.sealer.sign() }
            _ = try desk.folder.keepFirst(LogKey(name: "stranger.example"))
            await #expect(throws: LedgerError.keyMissing(path: desk.folder.keyPath)) { try await desk.sealer.sign() }
        }
    }

    @Test("a key is changed for another by a checkpoint that both sign", arguments: Backend.available)
    func rotation(backend: Backend) async throws {
        try await LogDesk.on(backend) { desk in
            try await desk.fill(10, checkpointEvery: 5)
            let (old, origin) = try await desk.sealer.key()
            let next = LogKey(name: origin)
            try desk.folder.prepare(next)
            let both = try #require(SignedNote(try await desk.sealer.sign().note))
            #expect(both.isSigned(by: old.verifier) && both.isSigned(by: next.verifier))
            try await desk.append(11...12)
            try await desk.sealer.number()
            let after = try #require(SignedNote(try await desk.sealer.sign().note))
            #expect(!after.isSigned(by: old.verifier) && after.isSigned(by: next.verifier))
            #expect(try await desk.report(LedgerVerification(trusted: [old.verifier])).findings == [])
            #expect(try await desk.report().findings == [])
            let stranger = LogKey(name: origin).verifier
            #expect(try await desk.report(LedgerVerification(trusted: [stranger])).findings.count == 4)
        }
    }

    @Test("nothing is signed that does not go on from the checkpoint beside an old copy of the database")
    func noFork() async throws {
        try await LogDesk.on(.sqlite) { first in
            try await first.fill(10, checkpointEvery: 10)
            try await LogDesk.on(.sqlite) { second in
                let key = try String(contentsOfFile: first.folder.keyPath, encoding: .utf8)
                try FileManager.default.createDirectory(atPath: second.folder.path, withIntermediateDirectories: true)
                try key.write(toFile: second.folder.keyPath, atomically: true, encoding: .utf8)
                let (own, origin) = try await first.sealer.key()
                try await second.database.write { tx in
                    try CheckpointStore.begin(origin, at: LogDesk.start, in: tx)
                    try CheckpointStore.add(own.verifier, at: LogDesk.start, in: tx)
                }
                try second.folder.keepCheckpoint(try #require(first.folder.checkpoint()))
                try await second.append(1...12)
                try await second.sealer.number()
                await #expect(throws: LedgerError.forked(size: 12)) { try await second.sealer.sign() }
            }
        }
    }

    @Test("comes with new entries after a minute, at once after a thousand, and each hour")
    func rhythm() async throws {
        try await LogDesk.on(.sqlite) { desk in
            let service = CheckpointService(sealer: desk.sealer, logger: .init(label: "test"))
            func count() async throws -> Int { try await desk.report().checkpoints }
            try await service.round()
            #expect(try await count() == 1)
            desk.dial.advance(by: .minutes(10))
            try await service.round()
            #expect(try await count() == 1)
            try await desk.append([1])
            try await service.round()
            #expect(try await count() == 2)
            try await desk.append([2])
            desk.dial.advance(by: .seconds(59))
            try await service.round()
            #expect(try await count() == 2)
            desk.dial.advance(by: .seconds(1))
            try await service.round()
            #expect(try await count() == 3)
            try await desk.append(3...1_002)
            try await service.round()
            #expect(try await count() == 4)
            desk.dial.advance(by: .hours(1))
            try await service.round()
            #expect(try await count() == 5)
        }
    }

    @Test(
        "texts that are none are refused",
        arguments: [
            "", "\n\n", "text\n", "text\n\n", "text\n\nno signature\n", "text\n\n\u{2014} name\n",
            "text\n\n\u{2014} name !!!\n",
        ])
    func malformed(text: String) {
        #expect(SignedNote(text) == nil)
        #expect(Checkpoint(text: text) == nil)
        #expect(VerifierKey(text: text) == nil)
        #expect(LogKey(text: text) == nil)
    }
}
