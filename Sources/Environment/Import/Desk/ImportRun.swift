// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import SQLStore

/// Works off confirmed imports, some thousand rows a transaction. A crash in
/// between goes on after the last rows written.
struct ImportRun: Sendable {
    let database: any Database
    let reference: EnvironmentReference
    let values: ValueWriter
    let zone: CivilZone
    let clock: Clock

    /// Records of a transaction.
    static let step = 2_000

    /// Works off the oldest confirmed import.
    ///
    /// - Returns: Whether there was one.
    func work() async throws -> Bool {
        let now = clock.now
        let found = try await database.read { tx -> (ImportDraft, [UInt8])? in
            let row = try tx.row(
                """
                SELECT \(ImportStore.columns) FROM environment_import WHERE state = 'confirmed'
                ORDER BY created_at LIMIT 1
                """)
            guard let draft = try row.map(ImportStore.draft) else { return nil }
            return (draft, try ImportStore.content(of: draft.id, in: tx) ?? [])
        }
        guard let (draft, content) = found else { return false }
        let plan: SeriesImportPlan
        let text: String
        do {
            plan = try ImportDesk.plan(of: draft)
            text = try reference.charsets.text(from: content, as: plan.encoding)
        } catch {
            try await end(draft, .failed, because: Message("environment.error.import-unreadable"))
            return true
        }
        let file = try await database.write { try self.file(of: draft, content, at: now, in: $0) }
        var series = SeriesImport(text, plan: plan, catalogue: reference.catalogue, now: now)
        var place = 0
        while place < draft.rowsDone, series.next() != nil { place += 1 }
        var records: [SeriesImport.Record] = []
        while let record = series.next() {
            records.append(record)
            if records.count == Self.step {
                try await write(records, of: draft, file, at: now)
                records.removeAll(keepingCapacity: true)
            }
        }
        try await write(records, of: draft, file, at: now)
        try await end(draft, series.failure == nil ? .done : .failed, because: series.failure?.message)
        return true
    }

    /// The upload as a file on record, so that every value leads to its line.
    private func file(
        of draft: ImportDraft, _ content: [UInt8], at now: Instant, in tx: any Transaction
    ) throws -> StationFileRecord.ID {
        let digest = Array(SHA256.hash(data: content))
        let known: StationFileRecord.ID? = try tx.value(
            "SELECT id FROM environment_file WHERE name = \(draft.name) AND sha256 = \(digest)")
        if let known { return known }
        let id = StationFileRecord.ID(try Counter.file.take(in: tx))
        try tx.execute(
            """
            INSERT INTO environment_file (\(FileStore.columns)) VALUES (\(id), \(draft.name), \("import/\(draft.id)"),
                \(nil as Station.ID?), \(digest), \(content.count), \(nil as Instant?), \(draft.createdAt), \(now), 0, 0, 0,
                0, \(nil as Instant?), 1, 1, 'taken')
            """)
        try tx.execute("INSERT INTO environment_file_content (file_id, content) VALUES (\(id), \(content))")
        return id
    }

    private func write(
        _ records: [SeriesImport.Record], of draft: ImportDraft, _ file: StationFileRecord.ID, at now: Instant
    ) async throws {
        guard !records.isEmpty else { return }
        let work = records
        try await database.write { tx in
            let book = Dictionary(
                try StationStore.everyStation(at: now, in: tx).map { ($0.code, $0) },
                uniquingKeysWith: { first, _ in first })
            var new: [ValueWriter.Key: ValueWriter.Value] = [:]
            var refusals: [Int: (excerpt: String, reason: Message)] = [:]
            for record in work {
                for refusal in record.refusals where refusals[refusal.line] == nil {
                    refusals[refusal.line] = (refusal.excerpt, refusal.reason.message)
                }
                for value in record.values {
                    guard let station = book[value.station.uppercased()] else {
                        refusals[value.line] = (
                            value.station,
                            Message("environment.refusal.unknown-station", ["station": .text(value.station)])
                        )
                        continue
                    }
                    let key = values.seriesKey(of: value.parameter, at: station)
                    new[ValueWriter.Key(series: key, at: value.at)] = ValueWriter.Value(
                        station: station, parameter: value.parameter, number: value.value, status: .measuring,
                        file: file, line: value.line, isLive: false)
                }
            }
            let outcome = try values.upsert(new, at: now, zone: zone, in: tx)
            for value in outcome.tooOld {
                refusals[value.line] = ("\(value.number)", Message("environment.refusal.older-than-kept"))
            }
            try DueStore.mark(outcome.due, in: tx)
            try put(refusals, of: draft.id, in: tx)
            let accepted = new.count - outcome.tooOld.count
            try tx.execute(
                """
                UPDATE environment_import SET rows_done = rows_done + \(work.count),
                    accepted = accepted + \(accepted), refused = refused + \(refusals.count)
                WHERE id = \(draft.id)
                """)
            try tx.execute(
                """
                UPDATE environment_file SET lines = lines + \(work.count), accepted = accepted + \(accepted),
                    refused = refused + \(refusals.count) WHERE id = \(file)
                """)
            try tx.announce(EnvironmentChannel.name, EnvironmentChannel.due)
        }
    }

    private func put(
        _ refusals: [Int: (excerpt: String, reason: Message)], of id: ImportDraft.ID, in tx: any Transaction
    ) throws {
        for chunk in refusals.sorted(by: { $0.key < $1.key }).chunks(of: 200) {
            let rows: [SQL] = chunk.map { line, refusal in
                """
                (\(id), \(line), \(refusal.excerpt), \(refusal.reason.key),
                \(StoredMessage.arguments(of: refusal.reason)))
                """
            }
            try tx.execute(
                """
                INSERT INTO environment_import_refusal (import_id, line, excerpt, reason, arguments)
                VALUES \(SQL.joined(rows)) ON CONFLICT (import_id, line) DO NOTHING
                """)
        }
    }

    private func end(_ draft: ImportDraft, _ state: ImportDraft.State, because: Message?) async throws {
        let now = clock.now
        try await database.write { tx in
            // The content lives on as the file's.
            try tx.execute(
                """
                UPDATE environment_import SET state = \(state.rawValue), ended_at = \(now), content = NULL,
                    failure = \(because.map(StoredMessage.line)) WHERE id = \(draft.id) AND state = 'confirmed'
                """)
            try EventStore.record(.import, subject: draft.name, at: now, address: draft.address, in: tx)
            try tx.announce(EnvironmentChannel.name, EnvironmentChannel.events)
        }
    }
}
