// SPDX-License-Identifier: Apache-2.0

package import Basics
import Crypto
import Foundation
import Ledger
package import SQLStore

/// Publishing of definitions.
package struct Definitions: Sendable {
    package let database: any Database
    let clock: Clock
    package let library: DefinitionLibrary
    private let cache = DefinitionCache()

    package init(database: any Database, clock: Clock, library: DefinitionLibrary) {
        self.database = database
        self.clock = clock
        self.library = library
    }

    /// Looks a text over as publishing does, without publishing it.
    ///
    /// - Throws: `DefinitionProblems` of the text; `DefinitionError.unknownProcedure`.
    package func findings(
        in text: String, for code: String
    ) async throws -> (definition: ProcedureDefinition, findings: [LintFinding]) {
        let definition = try DefinitionReader.definition(from: text)
        guard definition.procedure == code else { throw DefinitionError.otherProcedure(definition.procedure) }
        let found = try await database.read { [self] tx in try lint(definition, in: tx) }
        return (definition, found)
    }

    /// Publishes a text as the procedure's next version.
    ///
    /// - Parameters:
    ///   - code: The procedure it is meant for.
    ///   - takesWaiting: Whether whoever publishes takes upon them what waits for a person.
    ///   - authentication: The sign-in the act rests on.
    /// - Returns: The version's head.
    /// - Throws: `DefinitionProblems` of the text; `DefinitionError`.
    package func publish(
        _ text: String, for code: String, takesWaiting: Bool, by actor: Actor, authentication: String = ""
    ) async throws -> DefinitionHead {
        let definition = try DefinitionReader.definition(from: text)
        guard definition.procedure == code else { throw DefinitionError.otherProcedure(definition.procedure) }
        let digest = SHA256.hash(data: Data((text + "\u{0}" + library.bankText).utf8)).map {
            String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
        }.joined()
        let now = clock.now
        return try await database.write { [self] tx in
            let found = try lint(definition, in: tx)
            guard !found.contains(where: \.kind.stopsPublishing) else { throw DefinitionError.faulty(found) }
            guard found.isEmpty || takesWaiting else { throw DefinitionError.waiting(found) }
            let newest = try DefinitionStore.versions(of: code, in: tx).first
            guard newest?.digest != digest else { throw DefinitionError.unchanged }
            if let newest, definition.validFrom < newest.validFrom {
                throw DefinitionError.earlierThanNewest(newest.validFrom)
            }
            let head = DefinitionHead(
                procedure: code, number: (newest?.number ?? 0) + 1, name: definition.name.vi,
                validFrom: definition.validFrom, waiting: found.count, publishedAt: now, publishedBy: actor.name,
                digest: digest)
            try DefinitionStore.add(head, content: text, bank: library.bankText, by: actor, in: tx)
            var entry = LedgerEntry(
                "dossiers.definition-published", of: "dossiers.definition", code, by: actor, at: now,
                fields: [
                    "number": String(head.number), "digest": digest, "valid-from": head.validFrom.iso8601,
                    "decision": definition.decision,
                    "waiting": found.map { "\($0.kind.rawValue) \($0.place)" }.joined(separator: ", "),
                ])
            entry.authentication = authentication
            try entry.append(in: tx)
            return head
        }
    }

    /// Publishes those that come with the program, where the catalogue has the
    /// procedure and nobody has published one for it.
    ///
    /// - Returns: How many.
    package func publishShipped(by actor: Actor) async throws -> Int {
        var count = 0
        for (code, text) in library.texts.sorted(by: { $0.key < $1.key }) {
            let isDue = try await database.read { tx in
                try ProcedureStore.version(of: code, in: tx) != nil
                    && DefinitionStore.versions(of: code, in: tx).isEmpty
            }
            guard isDue else { continue }
            _ = try await publish(text, for: code, takesWaiting: true, by: actor)
            count += 1
        }
        return count
    }

    /// What a dossier received on that day begins with: the published version,
    /// or the generic definition made of the procedure's record, which has no head.
    ///
    /// - Returns: `nil` when the catalogue does not have the procedure.
    package func inForce(
        _ code: String, on day: CivilDay, in tx: any Reading
    ) throws -> (head: DefinitionHead?, definition: ProcedureDefinition, bank: [Question])? {
        if let head = try DefinitionStore.headInForce(of: code, on: day, in: tx),
            let published = try cache.version(
                head, read: { try DefinitionStore.version(of: code, number: head.number, in: tx) })
        {
            return (published.head, published.definition, published.bank)
        }
        guard let version = try ProcedureStore.version(of: code, in: tx) else { return nil }
        let conflicts = try ConflictStore.conflicts(of: code, version: version.number, in: tx)
        let limits = version.procedure.channels.indices.map {
            DossiersFeature.limit(of: $0, in: version.procedure, conflicts)
        }
        return (nil, library.pattern.generic(for: version.procedure, limits: limits, from: day), library.bank)
    }

    private func lint(_ definition: ProcedureDefinition, in tx: any Reading) throws -> [LintFinding] {
        guard let version = try ProcedureStore.version(of: definition.procedure, in: tx) else {
            throw DefinitionError.unknownProcedure
        }
        let conflicts = try ConflictStore.conflicts(of: definition.procedure, version: version.number, in: tx)
        return DefinitionLint(
            definition, bank: library.bank, legal: DossiersFeature.legalLimits(of: version.procedure, conflicts)
        ).findings()
    }
}
