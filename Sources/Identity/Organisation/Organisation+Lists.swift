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
        let taken = try await change(
            deciding: { chart -> (change: OrgChange, outcome: Taken)? in
                let change = list.change(to: chart, at: now)
                guard !change.isEmpty else { return nil }
                return (
                    change: change, outcome: Taken(units: change.units.count, successions: change.successions.count)
                )
            },
            also: { _, tx in
                try ActStore.record(
                    .listTaken, "national-list", by: .system("identity.list"), at: now,
                    detail: provinces?.sorted().joined(separator: ", ") ?? "*", in: tx)
            })
        return taken ?? Taken(units: 0, successions: 0)
    }
}
