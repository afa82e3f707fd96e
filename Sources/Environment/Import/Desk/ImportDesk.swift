// SPDX-License-Identifier: Apache-2.0

package import Basics
import Crypto
import Foundation
import Ledger
import SQLStore

/// Past values uploaded as CSV: proposed, previewed, confirmed. Nothing enters
/// the series before somebody has confirmed.
package struct ImportDesk: Sendable {
    let database: any Database
    let reference: EnvironmentReference
    let clock: Clock

    /// The most bytes of an upload: some million rows.
    package static let sizeLimit = 64 << 20

    /// Keeps an upload as a draft with a proposed plan.
    ///
    /// - Throws: `ImportError`, `TextEncodingError`.
    package func draft(name: String, _ bytes: [UInt8], by actor: Actor) async throws -> ImportDraft.ID {
        guard !bytes.isEmpty else { throw ImportError.empty }
        guard bytes.count <= Self.sizeLimit else { throw ImportError.tooLarge(limit: Self.sizeLimit) }
        let proposal = try proposal(for: bytes)
        let now = clock.now
        let id = ImportDraft.ID(at: now)
        let plan = try stored(proposal.plan)
        let name = String(name.tidied().prefix(200))
        _ = try await database.write { tx in
            try tx.execute(
                """
                INSERT INTO environment_import (id, name, content, size, plan, state, created_at, created_by,
                    created_by_name, rows_total, rows_done, accepted, refused)
                VALUES (\(id), \(name.isEmpty ? "import.csv" : name), \(bytes), \(bytes.count), \(plan), 'draft', \(now),
                    \(actor.stored), \(actor.name), 0, 0, 0, 0)
                """)
        }
        return id
    }

    /// What is proposed for a file, with its headings and first rows.
    package func proposal(for bytes: [UInt8]) throws -> SeriesImportProposal {
        try SeriesImportProposal(for: bytes, catalogue: reference.catalogue, charsets: reference.charsets)
    }

    /// What a plan would make of a draft's whole file; `nil` keeps the draft's plan.
    ///
    /// - Throws: `ImportError.unknown`, `.contentGone`, `TextEncodingError`.
    package func preview(_ id: ImportDraft.ID, plan: SeriesImportPlan? = nil) async throws -> ImportPreview {
        let now = clock.now
        let (draft, content, stations) = try await database.read { tx in
            guard let draft = try ImportStore.draft(id, in: tx) else { throw ImportError.unknown }
            return (
                draft, try ImportStore.content(of: id, in: tx), try StationStore.everyStation(at: now, in: tx)
            )
        }
        guard let content else { throw draft.state == .draft ? ImportError.contentGone : .notADraft }
        let plan = try plan ?? Self.plan(of: draft)
        let text = try reference.charsets.text(from: content, as: plan.encoding)
        return ImportPreview(
            SeriesImport(text, plan: plan, catalogue: reference.catalogue, now: now),
            codes: Set(stations.map(\.code)))
    }

    /// Lets the import begin. The file becomes a record that every value leads
    /// back to; the rows follow in short transactions.
    ///
    /// - Throws: `ImportError`.
    package func confirm(_ id: ImportDraft.ID, plan: SeriesImportPlan, by actor: Actor) async throws {
        let preview = try await preview(id, plan: plan)
        guard preview.accepted > 0 else { throw ImportError.nothingToImport }
        let now = clock.now
        let stored = try stored(plan)
        try await database.write { tx in
            let changed = try tx.execute(
                """
                UPDATE environment_import SET state = 'confirmed', plan = \(stored), confirmed_at = \(now),
                    confirmed_by = \(actor.stored), rows_total = \(preview.records)
                WHERE id = \(id) AND state = 'draft'
                """)
            guard changed > 0 else { throw ImportError.notADraft }
            try LedgerEntry.environment("import-confirmed", of: "import", id.description, by: actor, at: now)
                .append(in: tx)
            try tx.announce(EnvironmentChannel.name, EnvironmentChannel.imports)
        }
    }

    /// Throws a draft away with its content; the record that there was one stays.
    package func discard(_ id: ImportDraft.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { tx in
            let changed = try tx.execute(
                """
                UPDATE environment_import SET state = 'discarded', content = NULL, ended_at = \(now),
                    confirmed_by = \(actor.stored)
                WHERE id = \(id) AND state = 'draft'
                """)
            guard changed > 0 else { throw ImportError.notADraft }
            try LedgerEntry.environment("import-discarded", of: "import", id.description, by: actor, at: now)
                .append(in: tx)
        }
    }

    static func plan(of draft: ImportDraft) throws -> SeriesImportPlan {
        try JSONDecoder().decode(SeriesImportPlan.self, from: Data(draft.plan.utf8))
    }

    private func stored(_ plan: SeriesImportPlan) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(plan), as: UTF8.self)
    }
}

/// What an import would do.
package struct ImportPreview: Sendable {
    /// The first values it would take.
    package private(set) var values: [SeriesImport.Value] = []
    /// The first rows and cells it would refuse.
    package private(set) var refusals: [SeriesImport.Refusal] = []
    package private(set) var records = 0
    package private(set) var accepted = 0
    package private(set) var refused = 0
    /// Stations of the file that are not registered: their rows are refused.
    package private(set) var unknownStations: Set<String> = []
    /// Why the file cannot be read to its end.
    package let failure: CSVError?

    /// How many values and refusals are shown.
    static let shown = 50

    init(_ series: SeriesImport, codes: Set<String>) {
        var series = series
        while let record = series.next() {
            records += 1
            refused += record.refusals.count
            if refusals.count < Self.shown { refusals += record.refusals }
            for value in record.values {
                guard codes.contains(value.station.uppercased()) else {
                    refused += 1
                    if unknownStations.count < Self.shown { unknownStations.insert(value.station) }
                    continue
                }
                accepted += 1
                if values.count < Self.shown { values.append(value) }
            }
        }
        failure = series.failure
    }
}

/// Why an import cannot go on.
package enum ImportError: UserFacing, Hashable {
    case empty
    case tooLarge(limit: Int)
    case unknown
    case notADraft
    case contentGone
    case nothingToImport

    package var answer: (status: Int, message: Message) {
        switch self {
        case .empty: (422, Message("environment.error.import-empty"))
        case .tooLarge(let limit): (413, Message("environment.error.import-too-large", ["limit": .count(limit)]))
        case .unknown: (404, Message("environment.error.import-unknown"))
        case .notADraft: (409, Message("environment.error.import-not-a-draft"))
        case .contentGone: (410, Message("environment.error.import-content-gone"))
        case .nothingToImport: (422, Message("environment.error.import-nothing"))
        }
    }
}
