// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ledger
import SQLStore
package import Web

extension AuditFeature {
    /// What `/administration` shows of the ledger.
    ///
    /// - Parameter witnesses: The addresses that checkpoints are handed to, as the settings have them.
    package func administration(witnesses: [String]) -> [AdministrationPart] {
        [
            AdministrationPart(
                .record, Message("audit.administration.part"), "/ledger",
                for: Message("audit.administration.part.purpose")
            ) { [database, clock] in
                let log = try await database.read { tx in try Log(in: tx) }
                return log.state(at: clock.now)
            },
            AdministrationPart(
                .record, Message("audit.administration.witnesses"), "/ledger/checkpoints",
                for: Message("audit.administration.witnesses.purpose")
            ) { [database, clock] in
                let known = try await database.read { tx in try WitnessPush.states(in: tx) }
                return Self.state(of: witnesses, known, at: clock.now)
            },
        ]
    }

    /// How long a checkpoint may be old: one is signed each hour at least.
    static let lateAfter = Duration.hours(2)

    private struct Log: Sendable {
        let entries: Int
        let latest: CheckpointStore.Stored?
        let keyMadeAt: Instant?

        init(in tx: any Reading) throws {
            entries = try EntryStore.count(in: tx)
            latest = try CheckpointStore.latest(in: tx)
            keyMadeAt = try CheckpointStore.keyMadeAt(in: tx)
        }

        func state(at now: Instant) -> AdministrationState {
            var state = AdministrationState()
            state.add(
                Message("audit.administration.entries"),
                .counted(entries, at: now, Message("audit.administration.entries.means"), records: "/ledger"))
            state.add(
                Message("audit.administration.unsigned"),
                .counted(
                    max(0, entries - (latest?.size ?? 0)), at: now, Message("audit.administration.unsigned.means"),
                    records: "/ledger/checkpoints"))
            if let keyMadeAt { state.say(Message("audit.administration.key"), "\(keyMadeAt, .date)") }
            guard let latest else {
                state.warn(.danger, Message("audit.checkpoints.empty"))
                return state
            }
            state.say(Message("audit.checkpoints.latest"), "\(latest.signedAt)")
            if now - latest.signedAt > AuditFeature.lateAfter {
                state.warn(.danger, Message("audit.checkpoints.late", ["since": .instant(latest.signedAt)]))
            }
            return state
        }
    }

    private static func state(
        of addresses: [String], _ known: [WitnessPush.State], at now: Instant
    ) -> AdministrationState {
        var state = AdministrationState()
        state.add(
            Message("audit.administration.witness-count"),
            .counted(
                addresses.count, at: now, Message("audit.administration.witness-count.means"),
                records: "/ledger/checkpoints"))
        if addresses.isEmpty { state.warn(.information, Message("audit.administration.no-witness")) }
        for address in addresses {
            // An address may hold a secret of its own: its host is enough.
            let host = URL(string: address)?.host ?? "–"
            let one = known.first { $0.address == address }
            let accepted = one?.acceptedAt
            state.say(
                Message("audit.administration.witness", ["host": .text(host)]),
                accepted.map { "\($0)" } ?? "\(say: "audit.administration.never")")
            if let one, !one.failure.isEmpty {
                state.warn(.warning, Message("audit.administration.witness-failed", ["host": .text(host)]))
            } else if accepted == nil {
                state.warn(.warning, Message("audit.administration.witness-silent", ["host": .text(host)]))
            }
        }
        return state
    }
}
