// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
import SQLStore

/// A table of units that somebody sent: looked at first, taken in when confirmed.
package struct UnitImport: Hashable, Sendable {
    package typealias ID = Identifier<UnitImport>

    package enum State: String, Sendable {
        case draft, done, discarded
    }

    package let id: ID
    /// The file's name as sent.
    package let name: String
    let content: String
    package let state: State
    package let createdAt: Instant
    package let createdBy: String
    package let endedAt: Instant?
    package let taken: Int
    package let refused: Int
}

extension Organisation {
    /// Keeps a table as a draft: nothing of it holds yet.
    package func keep(table content: String, name: String, by actor: Actor) async throws -> UnitImport.ID {
        let now = clock.now
        let draft = UnitImport(
            id: UnitImport.ID(at: now), name: String(name.tidied().prefix(200)), content: content, state: .draft,
            createdAt: now, createdBy: actor.name, endedAt: nil, taken: 0, refused: 0)
        try await database.write { tx in try ImportStore.insert(draft, in: tx) }
        return draft.id
    }

    package func imported(_ id: UnitImport.ID) async throws -> UnitImport {
        guard let found = try await database.read({ tx in try ImportStore.draft(id, in: tx) }) else {
            throw OrgError.unknownImport
        }
        return found
    }

    package func imports() async throws -> [UnitImport] {
        try await database.read { tx in try ImportStore.latest(in: tx) }
    }

    /// What the draft would do to the organisation as it is now.
    func table(of draft: UnitImport) async throws -> UnitTable {
        UnitTable(draft.content, into: try await chart(), source: draft.name, at: draft.createdAt)
    }

    /// Takes in every row that is right, in one transaction.
    ///
    /// - Returns: How many rows were taken and refused.
    package func confirm(_ draft: UnitImport, by actor: Actor) async throws -> (taken: Int, refused: Int) {
        guard draft.state == .draft else { throw OrgError.importEnded }
        let now = clock.now
        let outcome = try await change(
            deciding: { chart in
                let table = UnitTable(draft.content, into: chart, source: draft.name, at: draft.createdAt)
                return (
                    change: OrgChange(units: Dictionary(table.units.map { ($0.id, $0) }) { $1 }),
                    outcome: (taken: table.units.count, refused: table.refused.count)
                )
            },
            also: { outcome, tx in
                let (taken, refused) = outcome
                guard try ImportStore.end(draft, .done, taken: taken, refused: refused, at: now, in: tx) else {
                    throw OrgError.importEnded
                }
                try ActStore.record(
                    .unitsImported, draft.id.description, by: actor, at: now, detail: "\(draft.name): \(taken)", in: tx)
            })
        return outcome ?? (taken: 0, refused: 0)
    }

    package func discard(_ draft: UnitImport, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { tx in
            guard try ImportStore.end(draft, .discarded, taken: 0, refused: 0, at: now, in: tx) else {
                throw OrgError.importEnded
            }
            try ActStore.record(
                .importDiscarded, draft.id.description, by: actor, at: now, detail: draft.name, in: tx)
        }
    }
}
