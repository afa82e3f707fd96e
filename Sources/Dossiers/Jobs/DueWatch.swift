// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Logging
import SQLStore
import ServiceLifecycle

/// Looks every minute, on one of the nodes, at what is due: warns the office
/// before, and when a promised time has passed tells those who answer for it and
/// the applicant. Once an hour it reckons promised times again: a year that was
/// missing may have been entered, a holiday announced.
struct DueWatch: Service {
    let desk: DossierDesk
    let lease: Lease
    let logger: Logger
    var every: Duration = .minutes(1)

    /// Dossiers of one transaction: writers wait for it.
    static let batch = 50
    /// How far ahead is looked for what comes due: longer than any row of holidays.
    private static let ahead = Duration.days(21)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var renewed: Instant?
            while !Task.isCancelled {
                do {
                    if renewed.map({ desk.clock.now - $0 >= .hours(1) }) ?? true {
                        try await DueRenewal(desk: desk, lease: lease).renew()
                        renewed = desk.clock.now
                    }
                    try await round()
                } catch {
                    logger.warning("due times were not looked at", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: every)
            }
        }
    }

    /// One round.
    ///
    /// - Returns: How many alerts were raised.
    @discardableResult
    func round() async throws -> Int {
        let now = desk.clock.now
        var raised = 0
        for kind in [DossierAlert.Kind.stepOverdue, .overdue] { raised += try await raise(kind, at: now) }
        return raised + (try await warn(at: now))
    }

    /// What is over by now. Looked at first: while nothing is, nothing is written.
    private func raise(_ kind: DossierAlert.Kind, at now: Instant) async throws -> Int {
        var count = 0
        while try await !desk.database.read({ tx in
            try AlertStore.unraised(kind, dueBefore: now, limit: 1, in: tx)
        }).isEmpty {
            let found = try await desk.database.write { tx -> Int in
                guard try lease.hold(in: tx) else { return 0 }
                let dossiers = try AlertStore.unraised(kind, dueBefore: now, limit: Self.batch, in: tx)
                for dossier in dossiers { try raise(kind, dossier, at: now, in: tx) }
                return dossiers.count
            }
            guard found > 0 else { break }
            count += found
        }
        return count
    }

    private func raise(
        _ kind: DossierAlert.Kind, _ dossier: Dossier, at now: Instant, in tx: any Transaction
    ) throws {
        guard let due = kind.due(of: dossier) else { return }
        try AlertStore.raise(kind, dossier, due: due, at: now, in: tx)
        guard kind == .overdue else { return }
        try LedgerEntry(
            "dossiers.escalated", of: "dossiers.dossier", dossier.id.description, by: .system("dossiers.due-watch"),
            at: now,
            fields: [
                "code": dossier.code, "due": due.iso8601(in: desk.zone), "step": dossier.step, "holder": dossier.holder,
            ].filter { !$0.value.isEmpty }
        ).append(in: tx)
        try desk.notices.tell(.late, of: dossier, number: dossier.revision, at: now, in: tx)
    }

    /// What is due by the end of the office's next working day.
    private func warn(at now: Instant) async throws -> Int {
        let day = desk.zone.day(of: now)
        let coming = try await desk.database.read { tx in
            try AlertStore.unraised(.dueSoon, dueBefore: now + Self.ahead, limit: 500, in: tx)
        }
        var horizons: [String: Instant] = [:]
        var due: [Dossier] = []
        for dossier in coming {
            guard let dueAt = dossier.dueAt, dueAt >= now else { continue }
            if horizons[dossier.office] == nil {
                horizons[dossier.office] = try await horizon(of: dossier.office, after: day)
            }
            if let horizon = horizons[dossier.office], dueAt < horizon { due.append(dossier) }
        }
        let found = due
        guard !found.isEmpty else { return 0 }
        return try await desk.database.write { tx in
            guard try lease.hold(in: tx) else { return 0 }
            for dossier in found { try raise(.dueSoon, dossier, at: now, in: tx) }
            return found.count
        }
    }

    /// The midnight after the next working day; two days on where the calendar does not say.
    private func horizon(of office: String, after day: CivilDay) async throws -> Instant {
        let code = try? await desk.unitCode(of: office)
        let clocks = try await desk.clocks(code)
        let next = (try? clocks.clock(unit: code, on: day).hours.workingDay(1, after: day)) ?? day + 1
        return desk.zone.start(of: next + 1)
    }
}
