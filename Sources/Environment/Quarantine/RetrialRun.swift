// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Works off ordered retrials a page at a time, the oldest entries first. A
/// crash in between goes on after the last page; reading an entry twice takes
/// nothing in twice.
struct RetrialRun: Sendable {
    let database: any Database
    let desk: QuarantineDesk
    let clock: Clock

    /// Entries of a page.
    static let step = 100

    /// Works off one page.
    ///
    /// - Returns: Whether anything was to be done.
    func work() async throws -> Bool {
        let found = try await database.read { tx -> (Retrial, [QuarantineEntry.ID])? in
            guard let retrial = try RetrialStore.open(in: tx).first else { return nil }
            return (retrial, try RetrialStore.page(of: retrial, limit: Self.step, in: tx))
        }
        guard let (retrial, page) = found else { return false }
        let now = clock.now
        guard let last = page.last else {
            try await database.write { try RetrialStore.end(retrial.id, at: now, in: $0) }
            return true
        }
        let book = try await desk.book(at: now)
        var taken = 0
        for entry in page where try await isTaken(entry, by: retrial.startedBy, book) { taken += 1 }
        let count = taken
        try await database.write {
            try RetrialStore.advance(retrial, to: last, done: page.count, taken: count, in: $0)
        }
        return true
    }

    /// What cannot be taken waits on; only a database that takes nothing at all
    /// stops the run.
    private func isTaken(_ entry: QuarantineEntry.ID, by actor: Actor, _ book: StationBook) async throws -> Bool {
        do {
            return try await desk.retry(entry, by: actor, book: book, isOwnAct: false)
        } catch QuarantineError.handled {
            // With another line of its file, or by somebody, a moment ago.
            return true
        } catch is QuarantineError {
            return false
        } catch let error where !error.stopsIntake {
            return false
        }
    }
}
