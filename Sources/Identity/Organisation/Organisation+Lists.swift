// SPDX-License-Identifier: Apache-2.0

import Basics

extension Organisation {
    /// What a list brought.
    package struct Taken: Hashable, Sendable {
        package let units: Int
        package let successions: Int
    }

    /// Takes in the units of these provinces before and after 1 July 2025, or
    /// of the whole country; what is there already stays as it is.
    ///
    /// - Parameter provinces: Codes of today's provinces; `nil` for all.
    package func takeInNationalList(provinces: Set<String>? = nil) async throws -> Taken {
        let whole = try NationalList(folder: reference)
        let list = provinces.map { NationalList(whole, provinces: $0) } ?? whole
        let now = clock.now
        let plan: (OrgChart) -> OrgChange = { list.change(to: $0, at: now) }
        let wanted = plan(try await chart())
        if wanted.isEmpty { return Taken(units: 0, successions: 0) }
        try await change(plan) { tx in
            try ActStore.record(
                .listTaken, "national-list", by: .system("identity.list"), at: now,
                detail: provinces?.sorted().joined(separator: ", ") ?? "*", in: tx)
        }
        return Taken(units: wanted.units.count, successions: wanted.successions.count)
    }
}
