// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension QuarantineStore {
    /// Something refused, before it has an identity.
    struct Refusal: Sendable {
        var file: StationFileRecord.ID?
        var stationCode: String?
        var name: String
        var path: String
        var line: Int?
        var excerpt: String
        var reason: Message
        var keptAs: String?
        var receivedAt: Instant
    }

    /// The most lines of one file that get an entry each; the rest share one.
    static let lineLimit = 100

    /// What of a file was refused: the file, or its lines.
    static func refusals(of file: NumberedFile) -> [Refusal] {
        let read = file.read
        func refusal(_ reason: Message, station: String?, line: Int?, excerpt: String) -> Refusal {
            Refusal(
                file: file.id, stationCode: station, name: read.name, path: read.path, line: line,
                excerpt: excerpt, reason: reason, receivedAt: read.receivedAt)
        }
        switch read.outcome {
        case .refused(let reason, let station, _):
            return [
                refusal(reason, station: station, line: nil, excerpt: legible(read.bytes.span, 0..<read.bytes.count))
            ]
        case .read(let station, _, let content):
            var refusals = content.refused.prefix(lineLimit).map { line in
                refusal(line.reason.message, station: station.code, line: line.number, excerpt: line.text)
            }
            let more = content.refused.count - refusals.count
            if more > 0 {
                refusals.append(
                    refusal(
                        Message("environment.refusal.more-lines", ["count": .count(more)]), station: station.code,
                        line: nil, excerpt: content.refused[lineLimit].text))
            }
            return refusals
        }
    }

    static func insert(_ refusals: [Refusal], at now: Instant, in tx: any Transaction) throws {
        guard !refusals.isEmpty else { return }
        var id = try Counter.quarantine.take(refusals.count, in: tx)
        for chunk in refusals.chunks(of: 100) {
            var rows: [SQL] = []
            for one in chunk {
                rows.append(
                    """
                    (\(id), \(one.file), \(one.stationCode), \(one.name), \(one.path), \(one.line), \(one.excerpt),
                    \(one.reason.key), \(StoredMessage.arguments(of: one.reason)), \(one.keptAs), \(one.receivedAt),
                    \(QuarantineEntry.State.waiting.rawValue), \(nil as Instant?), \(nil as String?), \(""))
                    """)
                id += 1
            }
            try tx.execute("INSERT INTO environment_quarantine (\(columns)) VALUES \(SQL.joined(rows))")
        }
    }

    /// Whether a file that was moved away unread is on record already.
    static func isKept(as name: String, path: String, in reader: any Reading) throws -> Bool {
        try reader.row(
            """
            SELECT 1 FROM environment_quarantine
            WHERE state = 'waiting' AND kept_as = \(name) AND path = \(path) AND file_id IS NULL LIMIT 1
            """) != nil
    }

    /// Another reason than the one on record.
    static func reword(_ id: QuarantineEntry.ID, _ reason: Message, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE environment_quarantine
            SET reason = \(reason.key), arguments = \(StoredMessage.arguments(of: reason)) WHERE id = \(id)
            """)
    }

    /// Records who ended an entry's waiting, and how.
    static func handle(
        _ id: QuarantineEntry.ID, as state: QuarantineEntry.State, by actor: Actor, note: String,
        at moment: Instant, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE environment_quarantine SET state = \(state.rawValue), handled_at = \(moment),
                handled_by = \(actor.stored), note = \(note)
            WHERE id = \(id) AND state = 'waiting'
            """)
    }
}
