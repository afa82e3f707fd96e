// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Logging
import SQLStore
import Synchronization
import TestSupport
import Testing

@testable import Ledger

@Suite("Witnesses")
struct WitnessTests {
    private static let address = "https://witness.example/ledger/witness"

    /// A log and a witness of it, each on a database of its own.
    private func pair(
        _ backend: Backend = .sqlite, _ body: @Sendable (LogDesk, WitnessDesk, WitnessPush) async throws -> Void
    ) async throws {
        try await LogDesk.on(backend) { desk in
            let (key, _) = try await desk.sealer.key()
            try await backend.withDatabase(migrations: [LedgerResources.migrations]) { database in
                let own = LogKey(name: "witness.example")
                let witness = WitnessDesk(database: database, clock: desk.dial.clock, logs: [key.verifier]) { own }
                let push = WitnessPush(
                    database: desk.database, clock: desk.dial.clock, addresses: [Self.address],
                    logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
                ) { _, _, body in
                    let answer = try await witness.take(body)
                    return (answer.status, answer.text)
                }
                try await body(desk, witness, push)
            }
        }
    }

    private func state(_ desk: LogDesk) async throws -> WitnessPush.State? {
        try await desk.database.read { try WitnessPush.states(in: $0) }.first
    }

    @Test("take checkpoint after checkpoint of a log that grows, and sign them", arguments: Backend.available)
    func growing(backend: Backend) async throws {
        try await pair(backend) { desk, witness, push in
            for size in [3, 300, 1_000] {
                try await desk.fill(size, checkpointEvery: size)
                await push.push(to: Self.address)
                let state = try #require(try await state(desk))
                let count = try await desk.database.read { try EntryStore.count(in: $0) }
                #expect(state.size == count && state.failure == "" && state.acceptedAt != nil)
            }
            let known = try await witness.database.read { try WitnessDesk.witnessed(in: $0) }
            #expect(known.map(\.size) == [1_303] && known.map(\.refusals) == [0])
        }
    }

    @Test("refuse another past, and remember that it was tried")
    func fork() async throws {
        try await pair { desk, witness, _ in
            let (key, origin) = try await desk.sealer.key()
            func note(_ leaves: [LogHash]) throws -> String {
                let checkpoint = Checkpoint(origin: origin, size: leaves.count, root: .root(of: leaves), at: nil)
                return SignedNote(text: checkpoint.text, signatures: [try key.signature(of: checkpoint.text)]).whole
            }
            func tree(_ leaves: [LogHash]) -> TreeNodes {
                TreeNodes(size: leaves.count) { _, places in Array(leaves[places]) }
            }
            let honest = (0..<20).map { LogHash.leaf([UInt8($0)]) }
            let other = (0..<20).map { LogHash.leaf([UInt8($0 == 3 ? 99 : $0)]) }
            let first = WitnessRequest(old: 0, path: [], note: try note(Array(honest.prefix(10))))
            let accepted = try await witness.take(first.text)
            #expect(
                accepted.status == 200
                    && SignedNote.Signature(line: accepted.text.dropLast())?.name == "witness.example")

            var forked = tree(other)
            let path = try forked.consistency(from: 10, to: 20).path
            #expect(
                try await witness.take(WitnessRequest(old: 10, path: path, note: try note(other)).text).status == 422)
            let same = WitnessRequest(old: 10, path: [], note: try note(Array(other.prefix(10))))
            #expect(try await witness.take(same.text).status == 409)
            let shrunk = WitnessRequest(old: 0, path: [], note: try note(Array(honest.prefix(5))))
            #expect(try await witness.take(shrunk.text) == WitnessDesk.Answer(status: 409, text: "10\n"))
            let backwards = WitnessRequest(old: 10, path: [], note: try note(Array(honest.prefix(5))))
            #expect(try await witness.take(backwards.text).status == 400)

            var real = tree(honest)
            let proof = try real.consistency(from: 10, to: 20).path
            #expect(
                try await witness.take(WitnessRequest(old: 10, path: proof, note: try note(honest)).text).status == 200)
            let known = try await witness.database.read { try WitnessDesk.witnessed(in: $0) }
            #expect(known.map(\.size) == [20] && known.map(\.refusals) == [2])
        }
    }

    @Test("know only the logs they were told of, by their signature")
    func strangers() async throws {
        try await pair { desk, witness, _ in
            let (_, origin) = try await desk.sealer.key()
            let stranger = LogKey(name: origin)
            let text = Checkpoint(origin: origin, size: 1, root: .leaf([1]), at: nil).text
            let note = SignedNote(text: text, signatures: [try stranger.signature(of: text)]).whole
            #expect(try await witness.take(WitnessRequest(old: 0, path: [], note: note).text).status == 403)
            let elsewhere = Checkpoint(origin: "other.example", size: 1, root: .leaf([1]), at: nil).text
            let other = SignedNote(text: elsewhere, signatures: [try stranger.signature(of: elsewhere)]).whole
            #expect(try await witness.take(WitnessRequest(old: 0, path: [], note: other).text).status == 404)
            for nonsense in ["", "old 0\n\n", "old -1\n\n\(note)", "old x\n\n\(note)", "old 0\nzz\n\n\(note)", note] {
                #expect(try await witness.take(nonsense).status == 400)
            }
        }
    }

    @Test("that cannot be reached are tried again, and what they said is kept")
    func unreachable() async throws {
        struct Down: Error {}
        try await pair { desk, _, push in
            let down = WitnessPush(
                database: desk.database, clock: desk.dial.clock, addresses: [Self.address], logger: push.logger
            ) { _, _, _ in throw Down() }
            try await desk.fill(3, checkpointEvery: 3)
            await down.push(to: Self.address)
            let failed = try #require(try await state(desk))
            #expect(failed.failure == "Down()" && failed.acceptedAt == nil)
            await push.push(to: Self.address)
            let mended = try #require(try await state(desk))
            #expect(mended.failure == "" && mended.size == 3)
        }
    }

    @Test("that were started anew say what they know, and are given the rest")
    func forgotten() async throws {
        try await pair { desk, witness, push in
            try await desk.fill(5, checkpointEvery: 5)
            await push.push(to: Self.address)
            _ = try await witness.database.write { try $0.execute("DELETE FROM ledger_witnessed") }
            try await desk.fill(4, checkpointEvery: 4)
            await push.push(to: Self.address)
            let state = try #require(try await state(desk))
            #expect(state.size == 9 && state.failure == "")
        }
    }

    @Test(
        "that know more than the ledger does say so: an old database was put in its place", arguments: Backend.available
    )
    func ahead(backend: Backend) async throws {
        try await pair(backend) { desk, _, push in
            try await desk.fill(5, checkpointEvery: 5)
            let asked = Mutex(0)
            let ahead = WitnessPush(
                database: desk.database, clock: desk.dial.clock, addresses: [Self.address], logger: push.logger
            ) { _, _, _ in
                asked.withLock { $0 += 1 }
                return (409, "900\n")
            }
            await ahead.push(to: Self.address)
            let state = try #require(try await state(desk))
            #expect(state.failure == "HTTP 409, 900 > 5" && state.acceptedAt == nil && state.size == 0)
            #expect(asked.withLock { $0 } == 1, "it is not asked again with a proof that cannot be made")

            await push.push(to: Self.address)
            #expect(try await self.state(desk)?.failure == "")
        }
    }

    @Test("that are plain addresses are sent the signed note")
    func plain() async throws {
        try await pair { desk, _, push in
            try await desk.fill(2, checkpointEvery: 2)
            let latest = try #require(try await desk.database.read { try CheckpointStore.latest(in: $0) }).note
            let keep = WitnessPush(
                database: desk.database, clock: desk.dial.clock, addresses: [], logger: push.logger
            ) { method, address, body in
                (method == "PUT" && address == "https://keep.example/log" && body == latest ? 201 : 400, "")
            }
            await keep.push(to: "https://keep.example/log")
            #expect(try await state(desk)?.failure == "")
        }
    }
}
