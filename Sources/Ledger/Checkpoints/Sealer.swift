// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Seals the log: numbers entries and signs checkpoints. One step a call; the
/// service that calls it knows when.
package struct Sealer: Sendable {
    let database: any Database
    /// The machine's clock.
    let clock: Clock
    let folder: KeyFolder
    /// The host of the city's address: the beginning of the log's name.
    let host: String
    let lease: SealingLease

    package init(database: any Database, clock: Clock, folder: KeyFolder, host: String) {
        self.database = database
        self.clock = clock
        self.folder = folder
        self.host = host
        lease = SealingLease(holder: LedgerEntry.ID(at: clock.now).description, length: .seconds(30))
    }

    /// Gives a new log its name and key, and finds those of an old one.
    ///
    /// - Throws: `LedgerError.keyMissing` when the log was signed by a key whose
    ///   file is not here, `.keyOfAnotherLog` when a new log finds an old key.
    package func key() async throws -> (key: LogKey, origin: String) {
        let now = clock.now
        let suffix = LedgerEntry.ID(at: now).description.suffix(8)
        let (origin, keys) = try await database.write { [host] tx in
            if try CheckpointStore.log(in: tx) == nil {
                try CheckpointStore.begin("\(host)/ledger/\(suffix)", at: now, in: tx)
            }
            return (try CheckpointStore.log(in: tx)?.origin ?? host, try CheckpointStore.keys(in: tx))
        }
        let known = try folder.key()
        if let known, keys.contains(known.verifier) { return (known, origin) }
        guard keys.isEmpty else { throw LedgerError.keyMissing(path: folder.keyPath) }
        // The file first: a key that only the database knows would be lost.
        let key = try known ?? folder.keepFirst(LogKey(name: origin))
        guard key.name == origin else { throw LedgerError.keyOfAnotherLog(path: folder.keyPath) }
        let isTheirs = try await database.write { tx in
            let keys = try CheckpointStore.keys(in: tx)
            if keys.isEmpty { try CheckpointStore.add(key.verifier, at: now, in: tx) }
            return keys.isEmpty || keys.contains(key.verifier)
        }
        guard isTheirs else { throw LedgerError.keyMissing(path: folder.keyPath) }
        return (key, origin)
    }

    /// Takes or renews this process's right to seal.
    package func holdLease() async throws -> Bool { try await lease.hold(at: clock.now, in: database) }

    package func releaseLease() async throws {
        try await database.write { [lease] tx in try lease.release(in: tx) }
    }

    /// Numbers everything that waits.
    ///
    /// - Returns: How many entries that was.
    @discardableResult
    package func number() async throws -> Int {
        var all = 0
        while try await database.read({ tx in try !InboxStore.isEmpty(in: tx) }) {
            let count = try await database.write { tx in try Sealing.number(in: tx) }
            all += count
            if count == 0 { break }
        }
        return all
    }

    /// Signs the log as it is now, after making sure that it goes on from the
    /// last checkpoint, in the database and in the file beside it.
    ///
    /// - Throws: `LedgerError.forked`, `.damaged`, `.keyMissing`.
    package func sign() async throws -> CheckpointStore.Stored {
        let (key, origin) = try await key()
        let next = try folder.nextKey()
        let outside = folder.checkpoint()
        let now = clock.now
        let stored = try await database.write { tx in
            let last = try CheckpointStore.latest(in: tx)
            let size = try EntryStore.count(in: tx)
            var tree = NodeStore.tree(size: size, in: tx)
            let root = try tree.root()
            let keys = try CheckpointStore.keys(in: tx)
            for note in [last?.note, outside].compactMap(\.self) {
                try Self.check(note, keys: keys, origin: origin, leadsTo: root, in: &tree)
            }
            let checkpoint = Checkpoint(origin: origin, size: size, root: root, at: now)
            var signatures = [try key.signature(of: checkpoint.text)]
            if let next {
                signatures.append(try next.signature(of: checkpoint.text))
                if !keys.contains(next.verifier) { try CheckpointStore.add(next.verifier, at: now, in: tx) }
            }
            let stored = CheckpointStore.Stored(
                number: (last?.number ?? 0) + 1, size: size, signedAt: now,
                note: SignedNote(text: checkpoint.text, signatures: signatures).whole)
            try CheckpointStore.add(stored, in: tx)
            return stored
        }
        try folder.keepCheckpoint(stored.note)
        if next != nil { try folder.turn() }
        return stored
    }

    /// That the log whose root is `root` goes on from a checkpoint.
    private static func check(
        _ whole: String, keys: [VerifierKey], origin: String, leadsTo root: LogHash, in tree: inout TreeNodes
    ) throws {
        guard let note = SignedNote(whole), keys.contains(where: note.isSigned(by:)),
            let old = Checkpoint(text: note.text), old.origin == origin, old.size <= tree.size
        else { throw LedgerError.forked(size: tree.size) }
        let proof = try tree.consistency(from: old.size, to: tree.size)
        guard proof.leads(from: old.root, to: root) else { throw LedgerError.forked(size: tree.size) }
    }
}
