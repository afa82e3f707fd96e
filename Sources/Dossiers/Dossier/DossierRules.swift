// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Synchronization

/// What a dossier goes by: the definition it began with, read once.
///
/// Published versions never change and neither do the catalogue's, so what was
/// read stays right; at most some hundreds are in use in a city.
final class DossierRules: Sendable {
    struct Began: Sendable {
        let definition: ProcedureDefinition
        let bank: [String: Question]
        /// The procedure's field, as its version in the catalogue says.
        let field: String?
    }

    private struct Key: Hashable {
        let procedure: String
        let definition: Int?
        let version: Int
    }

    private let library: DefinitionLibrary
    private let read = Mutex<[Key: Began]>([:])
    private static let most = 2_000

    init(library: DefinitionLibrary) { self.library = library }

    /// - Throws: `DossierError.unknownProcedure` when its version is gone, which no act makes happen.
    func began(_ dossier: Dossier, in tx: any Reading) throws -> Began {
        try began(dossier.procedure, definition: dossier.definition, version: dossier.version, in: tx)
    }

    func began(_ procedure: String, definition: Int?, version: Int, in tx: any Reading) throws -> Began {
        let key = Key(procedure: procedure, definition: definition, version: version)
        if let known = read.withLock({ $0[key] }) { return known }
        let began = try load(key, in: tx)
        read.withLock { read in
            if read.count >= Self.most { read = [:] }
            read[key] = began
        }
        return began
    }

    private func load(_ key: Key, in tx: any Reading) throws -> Began {
        let version = try ProcedureStore.version(of: key.procedure, number: key.version, in: tx)
        if let number = key.definition {
            guard let published = try DefinitionStore.version(of: key.procedure, number: number, in: tx) else {
                throw DossierError.unknownProcedure
            }
            return Began(
                definition: published.definition, bank: published.definition.questions(with: published.bank),
                field: version?.procedure.field)
        }
        guard let version else { throw DossierError.unknownProcedure }
        // Limits and fees were settled at reception; of the generic definition only the steps count later.
        let generic = library.pattern.generic(
            for: version.procedure, limits: version.procedure.channels.map { $0.time.limit }, from: CivilDay(number: 0))
        return Began(definition: generic, bank: generic.questions(with: library.bank), field: version.procedure.field)
    }
}
