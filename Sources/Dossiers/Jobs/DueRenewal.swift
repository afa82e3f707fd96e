// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore

/// Reckons the promised times of open dossiers again over the days known now:
/// what had no time because a year was missing gets one; what an announced
/// holiday delays is moved and the applicant told. No promise is taken back:
/// what would be done earlier keeps the time on its receipt.
struct DueRenewal {
    let desk: DossierDesk
    let lease: Lease

    private static let batch = 200

    /// - Returns: How many dossiers have another due time now.
    @discardableResult
    func renew() async throws -> Int {
        var clocks: [String: ClockReference] = [:]
        var last = ""
        var count = 0
        while true {
            let from = last
            let page = try await desk.database.read { tx in
                try tx.rows(
                    """
                    SELECT \(DossierStore.columns) FROM dossier d
                    WHERE d.processed_at IS NULL AND d.received_at > 0 AND d.id > \(from)
                    ORDER BY d.id LIMIT \(Self.batch)
                    """
                ).map(DossierStore.dossier)
            }
            for dossier in page where dossier.queue != Dossier.waiting {
                if clocks[dossier.office] == nil {
                    clocks[dossier.office] = try await desk.clocks(try? await desk.unitCode(of: dossier.office))
                }
                guard let known = clocks[dossier.office] else { continue }
                if try await renew(dossier, by: known) { count += 1 }
            }
            guard page.count == Self.batch, let end = page.last else { return count }
            last = end.id.description
        }
    }

    private func later(_ dossier: Dossier, by clocks: ClockReference, in tx: any Reading) throws -> Instant? {
        let began = try desk.rules.began(dossier, in: tx)
        let state = DossierState(try desk.facts.facts(of: dossier.id, in: tx), of: began.definition)
        guard let due = (try? state.dueAt(by: clocks)) ?? nil, dossier.dueAt.map({ due > $0 }) ?? true else {
            return nil
        }
        return due
    }

    private func renew(_ seen: Dossier, by clocks: ClockReference) async throws -> Bool {
        guard try await desk.database.read({ tx in try later(seen, by: clocks, in: tx) }) != nil else { return false }
        let now = desk.clock.now
        return try await desk.database.write { tx in
            guard try lease.hold(in: tx), var dossier = try DossierStore.dossier(seen.id, in: tx),
                dossier.processedAt == nil, let due = try later(dossier, by: clocks, in: tx)
            else { return false }
            let old = dossier
            dossier.dueAt = due
            guard try DossierStore.change(dossier, from: old.revision, in: tx) else { return false }
            try AlertStore.clear(after: old, dossier, in: tx)
            try LedgerEntry(
                "dossiers.due-moved", of: "dossiers.dossier", dossier.id.description,
                by: .system("dossiers.due-watch"), at: now,
                fields: [
                    "code": dossier.code, "due": due.iso8601(in: desk.zone),
                    "before": old.dueAt.map { $0.iso8601(in: desk.zone) } ?? "",
                ].filter { !$0.value.isEmpty }
            ).append(in: tx)
            try desk.notices.tell(.moved, of: dossier, number: dossier.revision, at: now, in: tx)
            return true
        }
    }
}
