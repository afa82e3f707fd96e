// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import SQLStore

/// The city's units by day.
package struct Units: Territories {
    let database: any Database
    let clock: Clock

    package init(database: any Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }

    package func outlines(on day: CivilDay) async throws -> [TerritoryOutline] {
        try await database.read { tx in try UnitStore.outlines(on: day, in: tx) }
    }

    /// The unit that has `code` on `day`, or `nil`: the same code on another
    /// day may mean another unit.
    package func unit(scheme: String, code: String, on day: CivilDay) async throws -> AdministrativeUnit? {
        try await database.read { tx in try UnitStore.unit(scheme: scheme, code: code, on: day, in: tx) }
    }

    package enum ImportError: Error, Hashable, Sendable {
        /// Two units of one code would exist on the same day.
        case overlapping(code: String)
    }

    /// Adds or updates all units, or none.
    ///
    /// - Throws: `ImportError`, `StoreError`.
    package func `import`(_ units: [AdministrativeUnit]) async throws {
        let now = clock.now
        try await database.write { tx in
            for unit in units {
                try UnitStore.put(unit, at: now, in: tx)
            }
            for unit in units where try UnitStore.overlaps(unit, in: tx) {
                throw ImportError.overlapping(code: unit.code)
            }
        }
    }
}
