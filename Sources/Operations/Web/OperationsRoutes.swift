// SPDX-License-Identifier: Apache-2.0

import Web

/// The feature's addresses.
struct OperationsRoutes {
    /// Who may see the operations centre.
    static let watching: Policy = .roles(.operator, .leader, .environmentOfficer, .administrator)
    /// Who may answer its alarms.
    static let acting: Policy = .roles(.operator, .environmentOfficer)

    let feature: OperationsFeature

    var table: RouteTable {
        RouteTable(
            "operations",
            [
                .get("/", .everyone, ShowHome(feature: feature).callAsFunction).shared(),
                .get("/operations", Self.watching, ShowDesk(feature: feature).callAsFunction),
                .get("/operations/wall", Self.watching, ShowWall(feature: feature).callAsFunction),
                .get("/operations/stream", Self.watching, answers: .stream, StreamScreen().callAsFunction),
                .get(
                    "/operations/territories.geojson", Self.watching, answers: .data,
                    ShowTerritories(feature: feature).callAsFunction),
                .get(
                    "/operations/alarms/{id}/acknowledgement", Self.acting,
                    ShowAcknowledgement(feature: feature).callAsFunction),
                .post(
                    "/operations/alarms/{id}/acknowledgement", Self.acting,
                    AcknowledgeAlarm(feature: feature).callAsFunction),
            ])
    }
}
