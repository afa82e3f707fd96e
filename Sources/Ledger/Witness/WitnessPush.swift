// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import Logging
package import SQLStore
package import ServiceLifecycle

/// Hands new checkpoints to witnesses, and remembers what they said.
///
/// An address that ends in `/ledger/witness` is asked as a witness, with a
/// consistency proof; any other is sent the signed note by PUT, as a plain
/// place to keep it.
package struct WitnessPush: Service {
    /// Sends a body; answers status and body.
    package typealias Send =
        @Sendable (_ method: String, _ address: String, _ body: String) async throws -> (
            status: Int, body: String
        )

    let database: any Database
    let clock: Clock
    let addresses: [String]
    let logger: Logger
    let send: Send
    var every: Duration = .seconds(15)

    package init(
        database: any Database, clock: Clock, addresses: [String], logger: Logger, send: @escaping Send
    ) {
        self.database = database
        self.clock = clock
        self.addresses = addresses
        self.logger = logger
        self.send = send
    }

    /// How it stands with one witness.
    package struct State: Hashable, Sendable {
        package let address: String
        /// What the witness knows.
        package let size: Int
        package let triedAt: Instant
        package let acceptedAt: Instant?
        /// Why the last attempt failed; empty when it did not.
        package let failure: String
    }

    package static func states(in tx: any Reading) throws -> [State] {
        try tx.rows(
            "SELECT address, size, tried_at, accepted_at, failure FROM ledger_witness ORDER BY address LIMIT 100"
        ).map { row in
            State(
                address: try row.get(0), size: try row.get(1), triedAt: try row.get(2),
                acceptedAt: try row.optional(3), failure: try row.get(4))
        }
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for address in addresses { await push(to: address) }
                try? await Task.sleep(for: every)
            }
        }
    }

    /// Hands the newest checkpoint to one witness, when it has not got it.
    package func push(to address: String) async {
        do {
            let known = try await database.read { tx in try Self.states(in: tx).first { $0.address == address } }
            guard let latest = try await database.read({ tx in try CheckpointStore.latest(in: tx) }),
                latest.size > 0, known?.size != latest.size || known?.failure != ""
            else { return }
            // A witness may know another size than we remember: it says so, once.
            var size = known?.size ?? 0
            for _ in 0..<2 {
                let answer = try await attempt(address, latest, from: min(size, latest.size))
                guard answer.status == 409, let said = Int(answer.body.prefix { $0.isNumber }), said != size else {
                    return try await keep(address, latest, answer)
                }
                // It has seen a log that this database does not know any more.
                guard said <= latest.size else {
                    return try await fail(address, "HTTP 409, \(said) > \(latest.size)")
                }
                size = said
            }
        } catch {
            try? await fail(address, "\(error)")
        }
    }

    private func attempt(
        _ address: String, _ latest: CheckpointStore.Stored, from size: Int
    ) async throws -> (status: Int, body: String) {
        guard address.hasSuffix("/ledger/witness") else { return try await send("PUT", address, latest.note) }
        let proof = try await database.read { tx in
            var tree = NodeStore.tree(size: latest.size, in: tx)
            return try tree.consistency(from: size, to: latest.size)
        }
        return try await send(
            "POST", address, WitnessRequest(old: size, path: proof.path, note: latest.note).text)
    }

    private func keep(
        _ address: String, _ latest: CheckpointStore.Stored, _ answer: (status: Int, body: String)
    ) async throws {
        guard (200...299).contains(answer.status) else { return try await fail(address, "HTTP \(answer.status)") }
        let now = clock.now
        try await database.write { tx in
            try tx.execute(
                """
                INSERT INTO ledger_witness (address, size, note, tried_at, accepted_at, failure)
                VALUES (\(address), \(latest.size), \(latest.note), \(now), \(now), '')
                ON CONFLICT (address) DO UPDATE SET size = excluded.size, note = excluded.note,
                    tried_at = excluded.tried_at, accepted_at = excluded.accepted_at, failure = ''
                """)
        }
    }

    private func fail(_ address: String, _ reason: String) async throws {
        logger.warning(
            "a witness did not take the checkpoint", metadata: ["witness": "\(address)", "why": "\(reason)"])
        let (now, reason) = (clock.now, String(reason.prefix(500)))
        try await database.write { tx in
            try tx.execute(
                """
                INSERT INTO ledger_witness (address, size, note, tried_at, failure)
                VALUES (\(address), 0, '', \(now), \(reason))
                ON CONFLICT (address) DO UPDATE SET tried_at = excluded.tried_at, failure = excluded.failure
                """)
        }
    }
}
