// SPDX-License-Identifier: Apache-2.0

package import Basics
import Glibc
import Ledger
import SQLStore

/// What officers do with files and lines that were refused.
package struct QuarantineDesk: Sendable {
    let database: any Database
    let rules: ReadFile.Rules
    let writer: IntakeWriter
    let settings: EnvironmentSettings
    let clock: Clock

    /// Reads the entry's whole file again by the present rules, and takes in
    /// what they accept: after a station was registered, a parameter or unit
    /// became known. What is still refused waits on with its present reason.
    ///
    /// - Returns: Whether the entry was settled by it.
    /// - Throws: `QuarantineError`.
    package func retry(_ id: QuarantineEntry.ID, by actor: Actor) async throws -> Bool {
        try await retry(id, by: actor, book: try await book(at: clock.now), isOwnAct: true)
    }

    /// The stations that files may speak of.
    func book(at now: Instant) async throws -> StationBook {
        StationBook(try await database.read { try StationStore.everyStation(at: now, in: $0) }, readAt: now)
    }

    /// Reads an entry's file again, with stations looked up before.
    ///
    /// - Parameter isOwnAct: Whether somebody asked for this very entry; an
    ///   order for many is one act, written down when it was given.
    /// - Returns: Whether the entry was settled by it.
    /// - Throws: `QuarantineError`.
    func retry(
        _ id: QuarantineEntry.ID, by actor: Actor, book: StationBook, isOwnAct: Bool
    ) async throws -> Bool {
        let now = clock.now
        let (entry, stored) = try await database.read { tx in
            guard let entry = try QuarantineStore.entry(id, in: tx) else { throw QuarantineError.unknown }
            return (entry, try entry.file.flatMap { try FileStore.content(of: $0, in: tx) })
        }
        guard entry.state == .waiting else { throw QuarantineError.handled }
        guard let content = try stored ?? largeFile(entry) else { throw QuarantineError.contentGone }
        let read = rules.read(
            path: entry.path, name: entry.name, content, receivedAt: entry.receivedAt,
            book: book, now: now,
            // Whatever it says now, it is old news: it raises no alarm.
            isBacklog: true)
        let writer = writer
        return try await database.write { tx in
            // Two officers may try the same at once: the second finds it done.
            guard try QuarantineStore.entry(id, in: tx)?.state == .waiting else { throw QuarantineError.handled }
            if isOwnAct {
                try LedgerEntry.environment(
                    "quarantine-retried", of: "quarantine", id.description, by: actor, at: now
                ).append(in: tx)
            }
            if let file = entry.file, let record = try FileStore.file(file, in: tx) {
                let again = NumberedFile(id: file, version: record.version, read: read)
                guard again.accepted > 0 else {
                    if case .refused(let reason, _, _) = read.outcome {
                        try QuarantineStore.reword(id, reason, in: tx)
                    }
                    return false
                }
                try FileStore.retake(again, at: now, by: actor, in: tx)
                try writer.write(valuesOf: [again], at: now, in: tx)
            } else {
                _ = try writer.write([read], at: now, in: tx)
                try QuarantineStore.handle(id, as: .retried, by: actor, note: "", at: now, in: tx)
            }
            return try QuarantineStore.entry(id, in: tx)?.state != .waiting
        }
    }

    /// Orders that everything that waits with this reason be read again. It is
    /// done in pages, in the background, on one node.
    ///
    /// - Returns: The order; the one under way when there is one for this
    ///   reason, and `nil` when nothing waits.
    package func retryAll(because reason: String, by actor: Actor) async throws -> Retrial? {
        let now = clock.now
        return try await database.write { try RetrialStore.begin(reason, by: actor, at: now, in: $0) }
    }

    /// Decides that nothing is to be done about an entry. The note says why.
    ///
    /// - Throws: `QuarantineError`.
    package func settle(_ id: QuarantineEntry.ID, note: String, by actor: Actor) async throws {
        let now = clock.now
        let note = String(note.tidied(lines: true).prefix(2_000))
        guard !note.isEmpty else { throw QuarantineError.noteMissing }
        try await database.write { tx in
            guard let entry = try QuarantineStore.entry(id, in: tx) else { throw QuarantineError.unknown }
            guard entry.state == .waiting else { throw QuarantineError.handled }
            try QuarantineStore.handle(id, as: .settled, by: actor, note: note, at: now, in: tx)
            try LedgerEntry.environment(
                "quarantine-settled", of: "quarantine", id.description, reason: note, by: actor, at: now
            ).append(in: tx)
        }
    }

    /// A file that was moved away unread, when the limit has been raised since.
    private func largeFile(_ entry: QuarantineEntry) throws -> [UInt8]? {
        guard let name = entry.keptAs else { return nil }
        let folder = try IntakeFolder(settings.dataFolder + "/quarantine")
        switch try folder.content(of: RawPath(name), limit: settings.largestFile) {
        case .bytes(let bytes, _): return bytes
        case .tooLarge: throw QuarantineError.stillTooLarge
        case .changing, .other: return nil
        }
    }
}

/// Why an entry cannot be retried or settled.
package enum QuarantineError: UserFacing, Hashable {
    case unknown
    case handled
    case contentGone
    case noteMissing
    case stillTooLarge

    package var answer: (status: Int, message: Message) {
        switch self {
        case .unknown: (404, Message("environment.error.quarantine-unknown"))
        case .handled: (409, Message("environment.error.quarantine-handled"))
        case .contentGone: (410, Message("environment.error.quarantine-content-gone"))
        case .noteMissing: (422, Message("environment.error.quarantine-note-missing"))
        case .stillTooLarge: (422, Message("environment.error.quarantine-still-too-large"))
        }
    }
}
