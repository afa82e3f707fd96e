// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// A citizen of the demonstration, who signs in with a code that the page
/// shows in place of sending it. A business has no such way: it is known by
/// what an identity provider says of it.
package enum SampleCitizen {
    package static let address = "nguoi.dan.mau@example.com"
    static let name = "Nguyễn Mẫu Dân"
}

extension IdentityFeature {
    /// Makes the sample citizen where there is none.
    ///
    /// - Returns: How many citizens are new.
    package func seedSampleCitizen() async throws -> Int {
        let (store, now) = (openID.store, clock.now)
        return try await accounts.database.write { tx in
            let citizen = try store.kept(
                .local(SampleCitizen.address, name: SampleCitizen.name), subject: SampleCitizen.address,
                provider: EmailCodes.provider, at: now, in: tx)
            return citizen.createdAt == now ? 1 : 0
        }
    }
}
