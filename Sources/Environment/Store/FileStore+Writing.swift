// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension FileStore {
    /// Inserts the records and contents of new files, many rows a statement.
    static func insert(
        _ files: [NumberedFile], repeated: [Int: Int] = [:], at now: Instant, in tx: any Transaction
    ) throws {
        for chunk in files.enumerated().map({ $0 }).chunks(of: 100) {
            let rows = chunk.map { place, file in row(file, repeated: repeated[place] ?? 0, at: now) }
            try tx.execute("INSERT INTO environment_file (\(columns)) VALUES \(SQL.joined(rows))")
            let contents: [SQL] = chunk.map { _, file in "(\(file.id), \(file.read.bytes))" }
            try tx.execute(
                "INSERT INTO environment_file_content (file_id, content) VALUES \(SQL.joined(contents))")
        }
    }

    private static func row(_ file: NumberedFile, repeated: Int, at now: Instant) -> SQL {
        let read = file.read
        let station: Station.ID?
        let stampedAt: Instant?
        switch read.outcome {
        case .read(let of, let name, _): (station, stampedAt) = (of.id, name.at)
        case .refused(_, _, let at): (station, stampedAt) = (nil, at)
        }
        return """
            (\(file.id), \(read.name), \(read.path), \(station), \(read.sha256), \(read.bytes.count), \(stampedAt),
            \(read.receivedAt), \(now), \(file.lines), \(file.accepted), \(file.refused), \(repeated),
            \(repeated > 0 ? now : nil), \(file.version), \(read.isBacklog), \(state(of: file).rawValue))
            """
    }

    private static func state(of file: NumberedFile) -> StationFileRecord.State {
        file.accepted > 0 ? .taken : .refused
    }

    /// Counts that files came again. A thousand times the same is one record.
    static func count(
        repeated: [StationFileRecord.ID: Int], at now: Instant, in tx: any Transaction
    ) throws {
        for (id, times) in repeated.sorted(by: { $0.key < $1.key }) {
            try tx.execute(
                """
                UPDATE environment_file SET repeated = repeated + \(times), repeated_at = \(now) WHERE id = \(id)
                """)
        }
    }

    /// Records that a file on record was read again by other rules than those
    /// that refused it or some of its lines, and settles its entries.
    static func retake(
        _ file: NumberedFile, at now: Instant, by actor: Actor, in tx: any Transaction
    ) throws {
        guard case .read(let station, let name, let content) = file.read.outcome else { return }
        try tx.execute(
            """
            UPDATE environment_file SET station_id = \(station.id), stamped_at = \(name.at), lines = \(file.lines),
                accepted = \(file.accepted), refused = \(file.refused), state = \(state(of: file).rawValue)
            WHERE id = \(file.id)
            """)
        let refusals = QuarantineStore.refusals(of: file)
        let refusedLines = Set(content.refused.map(\.number))
        let waiting = try QuarantineStore.entries(of: file.id, limit: 1_000, in: tx).filter { $0.state == .waiting }
        for entry in waiting {
            if let line = entry.line, refusedLines.contains(line) {
                if let refusal = refusals.first(where: { $0.line == line }) {
                    try QuarantineStore.reword(entry.id, refusal.reason, in: tx)
                }
            } else {
                try QuarantineStore.handle(entry.id, as: .retried, by: actor, note: "", at: now, in: tx)
            }
        }
        let known = Set(waiting.compactMap(\.line))
        try QuarantineStore.insert(refusals.filter { $0.line.map { !known.contains($0) } ?? true }, at: now, in: tx)
    }
}
