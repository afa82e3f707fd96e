// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension IdentityFeature {
    /// The names of people by `Actor.stored`, as they are called today; who is
    /// no account is left out. At most 1,000 at once.
    package func names(ofActors actors: Set<String>) async throws -> [String: String] {
        let ids = actors.filter { $0.hasPrefix("person:") }.map { String($0.dropFirst(7)) }.sorted().prefix(1_000)
        guard !ids.isEmpty else { return [:] }
        let rows = try await accounts.database.read { tx in
            try tx.rows("SELECT id, name FROM identity_account WHERE id IN (\(SQL.list(Array(ids))))")
        }
        return Dictionary(
            uniqueKeysWithValues: try rows.map { ("person:\(try $0.get(0, as: String.self))", try $0.get(1)) })
    }
}
