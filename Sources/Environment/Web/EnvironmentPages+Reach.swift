// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore
import Web

/// Whose stations a viewer may change: those of the units within their reach.
/// What belongs to no station, or to one without unit, is the whole city's.
extension EnvironmentPages {
    static let changeOfStations = "station.change"

    /// - Returns: The viewer in the office whose power it is.
    /// - Throws: `PermissionError.outOfReach`.
    func requireChange(of scopes: ActScope..., context: WebContext) async throws -> Actor {
        try await permissions.require(Self.changeOfStations, of: context.viewer.actor, in: scopes)
    }

    /// Whether the page shows what changes things of `scope`.
    func mayChange(_ scope: ActScope, _ context: WebContext) async throws -> Bool {
        guard EnvironmentPolicies.changes.permits(context.viewer) else { return false }
        return try await permissions.permits(context.viewer.actor, Self.changeOfStations, in: scope)
    }

    /// Whose the station of this code is.
    func scope(ofStation code: String?) async throws -> ActScope {
        guard let code else { return .city }
        let now = clock.now
        return try await database.read { try StationStore.station(code: code, at: now, in: $0) }?.scope ?? .city
    }

    /// Whose an import is: its one station's, or the whole city's where the file names several.
    func scope(of plan: SeriesImportPlan) async throws -> ActScope {
        switch plan.station {
        case .fixed(let code): try await scope(ofStation: code)
        case .column: .city
        }
    }
}

extension Station {
    var scope: ActScope { version.description.scope }
}

extension Station.Description {
    var scope: ActScope { .code(unitCode) }
}
