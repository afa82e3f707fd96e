// SPDX-License-Identifier: Apache-2.0

import SQLStore
import TestSupport
import Testing

@testable import Identity

/// What an act wrote into the ledger.
struct Written: Hashable, Sendable {
    let act: String
    let object: String
    let actor: String
}

extension Office {
    /// Everything in the ledger, in order; nothing is sealed in these tests.
    func ledger() async throws -> [Written] {
        try await database.read { tx in
            try tx.rows("SELECT act, object_kind, actor FROM ledger_inbox ORDER BY place").map {
                Written(act: try $0.get(0), object: try $0.get(1), actor: try $0.get(2))
            }
        }
    }

    /// That `body` writes these acts into the ledger and no others.
    @discardableResult
    func writes<Value>(
        _ acts: [String], location: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
    ) async throws -> Value {
        let before = try await ledger().count
        let value = try await body()
        let new = try await ledger().dropFirst(before).map(\.act)
        #expect(new == acts.map { "identity." + $0 }, sourceLocation: location)
        return value
    }
}
