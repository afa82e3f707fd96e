// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension IdentityFeature {
    /// Adds a key and seals everything anew with it. Old keys stay in the
    /// file, so that backups can still be read.
    ///
    /// - Returns: The new key's name, and how many records were sealed anew.
    package func rotateKeys() async throws -> (key: String, records: Int) {
        let name = try keys.add()
        let keys = self.keys
        let count = try await accounts.database.write { tx in
            let all = try SecondFactorStore.all(in: tx).filter { !$0.secret.hasPrefix(name + ".") }
            for (account, old) in all {
                let secret = try keys.opened(old, for: SecondFactors.purpose, at: account.description)
                let new = try keys.sealed(secret, for: SecondFactors.purpose, at: account.description)
                try SecondFactorStore.reseal(new, inPlaceOf: old, of: account, in: tx)
            }
            return all.count
        }
        return (name, try await count + personal.reseal() + personal.resealRequests() + resealCitizens())
    }

    /// Some hundreds at a time: there may be as many as the province has people.
    private func resealCitizens() async throws -> Int {
        let store = CitizenStore(keys: keys)
        var (count, last) = (0, "")
        while true {
            let from = last
            let done = try await accounts.database.write { tx in try store.reseal(after: from, limit: 500, in: tx) }
            count += done.count
            guard let next = done.last else { return count }
            last = next
        }
    }
}
