// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation
package import Ports
package import SQLStore

/// The organisation: who there is, was and will be, and how it is changed.
package struct Organisation: Sendable {
    let database: any Database
    let clock: Clock
    package let kinds: UnitKinds
    let reference: URL
    let kept: Kept<Memory>

    struct Memory: Sendable {
        let chart: OrgChart
        let search: OrgSearch
    }

    /// - Parameter reference: The folder of the lists that ship with the program.
    /// - Throws: When the list of kinds is missing.
    package init(database: any Database, clock: Clock, reference: URL) throws {
        let kinds = try UnitKinds(file: reference.appendingPathComponent("kinds.csv"))
        self.database = database
        self.clock = clock
        self.reference = reference
        self.kinds = kinds
        kept = .init(database) { tx in
            let chart = try OrgStore.chart(kinds: kinds, in: tx)
            return Memory(chart: chart, search: OrgSearch(chart))
        }
    }

    package var today: CivilDay { CivilZone.vietNam.day(of: clock.now) }

    package func chart() async throws -> OrgChart { try await kept.value().chart }

    /// Units with this name, past, present or planned.
    package func hits(for typed: String, limit: Int = 50) async throws -> [OrgSearch.Hit] {
        try await kept.value().search.hits(for: typed, limit: limit)
    }

    package func unit(_ id: OrgUnit.ID) async throws -> OrgUnit {
        guard let unit = try await chart()[id] else { throw OrgError.unknownUnit }
        return unit
    }

    package func outline(of id: OrgUnit.ID, on day: CivilDay) async throws -> OutlinedUnit.Outline? {
        try await database.read { tx in try OrgStore.outline(of: id, on: day, in: tx) }
    }

    /// The latest acts on a unit or plan, the newest first.
    func acts(on subject: String, latest count: Int = 30) async throws -> [IdentityAct] {
        try await database.read { tx in try ActStore.latest(count, of: subject, in: tx) }
    }
}

extension Organisation: Territories {
    package func outlines(on day: CivilDay) async throws -> [TerritoryOutline] {
        try await database.read { tx in try OrgStore.outlines(on: day, in: tx) }
    }
}
