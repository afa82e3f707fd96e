// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

/// A file of procedures that somebody sent: looked at first, taken in when confirmed.
package struct CatalogueImport: Hashable, Sendable {
    package typealias ID = Identifier<CatalogueImport>

    package enum State: String, Sendable { case draft, done, discarded }

    package let id: ID
    /// The file's name as sent.
    package let name: String
    /// Where its words come from and of when, as whoever sent it says.
    package let source: String
    /// The file, while it is a draft.
    let content: [UInt8]
    package let state: State
    package let createdAt: Instant
    package let createdBy: String
    package let endedAt: Instant?
    package let taken: Int
    package let refused: Int
}

/// What a row of a file would do to the catalogue as it is now.
package enum ImportOutcome: String, CaseIterable, Sendable {
    case new, changed, same
    /// A head of a procedure whose details are known: it changes nothing.
    case kept
    case refused
}

extension Catalogue {
    /// Keeps a file as a draft: nothing of it holds yet.
    ///
    /// - Throws: `CatalogueError.reasonMissing` without source.
    package func keep(
        file content: [UInt8], name: String, source: String, by actor: Actor
    ) async throws -> CatalogueImport.ID {
        let now = clock.now
        let source = source.tidied()
        guard source.count >= 5 else { throw CatalogueError.reasonMissing }
        let draft = CatalogueImport(
            id: CatalogueImport.ID(at: now), name: String(name.tidied().prefix(200)),
            source: String(source.prefix(300)), content: content, state: .draft, createdAt: now, createdBy: actor.name,
            endedAt: nil, taken: 0, refused: 0)
        try await database.write { tx in try CatalogueImportStore.insert(draft, in: tx) }
        return draft.id
    }

    package func imported(_ id: CatalogueImport.ID) async throws -> CatalogueImport {
        guard let found = try await database.read({ tx in try CatalogueImportStore.draft(id, in: tx) }) else {
            throw CatalogueError.unknownImport
        }
        return found
    }

    package func imports() async throws -> [CatalogueImport] {
        try await database.read { tx in try CatalogueImportStore.latest(in: tx) }
    }

    /// What each row would do, in the file's order.
    package func outcomes(of file: CatalogueFile) async throws -> [ImportOutcome] {
        let codes = file.records.map(\.procedure.code)
        let known = try await database.read { tx in try CatalogueImportStore.known(codes, in: tx) }
        return file.rows.map { row in
            guard case .record(let record) = row.content else { return .refused }
            guard let newest = known[record.procedure.code] else { return .new }
            if newest.digest == record.digest { return .same }
            return record.procedure.isHead && !newest.isHead ? .kept : .changed
        }
    }

    /// Takes in every row of a draft that is right. Where that breaks off, the
    /// draft stays one: confirming it again does the rest.
    ///
    /// - Throws: `CatalogueError.importEnded`.
    package func confirm(_ draft: CatalogueImport, by actor: Actor) async throws -> Intake {
        guard draft.state == .draft else { throw CatalogueError.importEnded }
        let file = CatalogueFile(draft.content)
        let intake = try await takeIn(file.records, source: draft.source, by: actor)
        try await end(draft, .done, taken: intake.new + intake.changed, refused: file.refused.count)
        return intake
    }

    package func discard(_ draft: CatalogueImport) async throws {
        try await end(draft, .discarded, taken: 0, refused: 0)
    }

    private func end(
        _ draft: CatalogueImport, _ state: CatalogueImport.State, taken: Int, refused: Int
    ) async throws {
        let now = clock.now
        try await database.write { tx in
            guard try CatalogueImportStore.end(draft.id, state, taken: taken, refused: refused, at: now, in: tx)
            else { throw CatalogueError.importEnded }
        }
    }
}
