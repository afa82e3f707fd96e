// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import SQLStore

/// Keeps the last checkpoint of other logs and refuses what does not go on
/// from it: the witness of C2SP tlog-witness.
///
/// Who is asked to sign a log again at a smaller size, or with another past,
/// says no and remembers it; two such answers are the proof of a forgery.
package struct WitnessDesk: Sendable {
    let database: any Database
    let clock: Clock
    /// The keys of the logs that are witnessed here.
    let logs: [VerifierKey]
    /// Signs what is accepted; `nil` accepts without a signature.
    let key: @Sendable () async throws -> LogKey?

    package init(
        database: any Database, clock: Clock, logs: [VerifierKey],
        key: @escaping @Sendable () async throws -> LogKey? = { nil }
    ) {
        self.database = database
        self.clock = clock
        self.logs = logs
        self.key = key
    }

    /// An answer as HTTP knows it.
    package struct Answer: Hashable, Sendable {
        package let status: Int
        package let text: String
    }

    /// Takes a request `old SIZE`, the hashes of the consistency proof, an
    /// empty line and the signed note.
    ///
    /// 200 with the witness' own signature line; 400 for what cannot be read,
    /// 404 for a log that is not witnessed here, 403 without its signature, 409
    /// with the size that is known here, 422 for a proof that does not hold.
    package func take(_ body: String) async throws -> Answer {
        guard let request = WitnessRequest(body), let note = SignedNote(request.note),
            let checkpoint = Checkpoint(text: note.text), request.old <= checkpoint.size
        else { return Answer(status: 400, text: "") }
        let keys = logs.filter { $0.name == checkpoint.origin }
        guard !keys.isEmpty else { return Answer(status: 404, text: "") }
        guard keys.contains(where: note.isSigned(by:)) else { return Answer(status: 403, text: "") }
        let now = clock.now
        let answer = try await database.write { tx in try Self.decide(request, checkpoint, at: now, in: tx) }
        guard answer.status == 200, let key = try await key() else { return answer }
        return Answer(status: 200, text: try key.cosignature(of: note.text, at: now).line)
    }

    private static func decide(
        _ request: WitnessRequest, _ checkpoint: Checkpoint, at now: Instant, in tx: any Transaction
    ) throws -> Answer {
        let row = try tx.row("SELECT size, note FROM ledger_witnessed WHERE origin = \(checkpoint.origin)")
        let known: Int = try row?.get(0) ?? 0
        let root = try row.flatMap { SignedNote(try $0.get(1)) }.flatMap { Checkpoint(text: $0.text)?.root } ?? .empty
        guard request.old == known else { return Answer(status: 409, text: "\(known)\n") }
        let proof = ConsistencyProof(old: known, new: checkpoint.size, path: request.path)
        guard proof.leads(from: root, to: checkpoint.root) else {
            try tx.execute(
                """
                UPDATE ledger_witnessed SET refusals = refusals + 1, refused_at = \(now)
                WHERE origin = \(checkpoint.origin)
                """)
            return Answer(status: checkpoint.size == known ? 409 : 422, text: "\(known)\n")
        }
        try tx.execute(
            """
            INSERT INTO ledger_witnessed (origin, size, note, at, refusals)
            VALUES (\(checkpoint.origin), \(checkpoint.size), \(request.note), \(now), 0)
            ON CONFLICT (origin) DO UPDATE SET size = excluded.size, note = excluded.note, at = excluded.at
            """)
        return Answer(status: 200, text: "")
    }

    /// What is known of other logs, by their names.
    package struct Witnessed: Hashable, Sendable {
        package let origin: String
        package let size: Int
        package let at: Instant
        package let refusals: Int
        package let note: String
    }

    package static func witnessed(in tx: any Reading) throws -> [Witnessed] {
        try tx.rows("SELECT origin, size, at, refusals, note FROM ledger_witnessed ORDER BY origin LIMIT 200").map {
            row in
            Witnessed(
                origin: try row.get(0), size: try row.get(1), at: try row.get(2), refusals: try row.get(3),
                note: try row.get(4))
        }
    }
}

/// What a log sends to its witness.
package struct WitnessRequest: Hashable, Sendable {
    package let old: Int
    package let path: [LogHash]
    /// The signed note.
    package let note: String

    package init(old: Int, path: [LogHash], note: String) {
        self.old = old
        self.path = path
        self.note = note
    }

    /// - Returns: `nil` for a text that is none.
    package init?(_ text: String) {
        guard text.utf8.count <= 131_072, let gap = text.range(of: "\n\n") else { return nil }
        let lines = text[..<gap.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count <= 64, let first = lines.first, first.hasPrefix("old "), let old = Int(first.dropFirst(4)),
            old >= 0
        else { return nil }
        var path: [LogHash] = []
        for line in lines.dropFirst() {
            guard let data = Data(base64Encoded: String(line)), let hash = LogHash(bytes: [UInt8](data)) else {
                return nil
            }
            path.append(hash)
        }
        self.init(old: old, path: path, note: String(text[gap.upperBound...]))
    }

    package var text: String {
        "old \(old)\n" + path.map { Data($0.bytes).base64EncodedString() + "\n" }.joined() + "\n" + note
    }
}
