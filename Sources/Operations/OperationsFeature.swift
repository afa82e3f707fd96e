// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation
package import Logging
package import Ports
package import ServiceLifecycle
package import Web

/// The operations centre: what is going on in the city, now, on the desk of
/// whoever is on shift and on the wall of the room. It keeps nothing of its
/// own; it asks the other features through their ports.
package struct OperationsFeature: Sendable {
    let reading: CityReading
    let desk: any AlarmDesk
    let permissions: any Permissions
    let clock: Clock
    let replaySpeed: Double?
    private let changes: any CityChanges
    private let zone: CivilZone
    private let shifts: ShiftCalendar
    private let logger: Logger

    /// - Parameters:
    ///   - services: The city's dossiers; no figure of them is shown where there are none.
    ///   - replaySpeed: How many times as fast as life the city's clock plays
    ///     a past time again; `nil` when it is the present.
    ///   - shifts: The file of the turns of duty; the sample when `nil`.
    /// - Throws: When the file of shifts cannot be read: see `ShiftCalendarError`.
    package init(
        board: any StationBoard, services: (any ServiceBoard)? = nil, desk: any AlarmDesk, events: any CityEvents,
        changes: any CityChanges,
        territories: any Territories, permissions: any Permissions, clock: Clock, zone: CivilZone = .vietNam,
        replaySpeed: Double? = nil,
        shifts file: URL? = nil, logger: Logger = Logger(label: "vamco.operations")
    ) throws {
        reading = CityReading(
            board: board, services: services, desk: desk, log: events, territories: territories, zone: zone,
            logger: logger)
        self.desk = desk
        self.permissions = permissions
        self.changes = changes
        self.clock = clock
        self.zone = zone
        self.replaySpeed = replaySpeed
        shifts = try ShiftCalendar(file: file)
        self.logger = logger
    }

    /// Words of the feature's pages.
    package static let translations = OperationsResources.translations

    /// Its entries of the main navigation.
    package static let navigation: [NavigationEntry] = [
        NavigationEntry(Message("operations.desk.title"), "/operations", for: OperationsRoutes.watching)
    ]

    static let acknowledging = "alarm.acknowledge"

    /// Goes on only where the viewer may answer alarms of the alarm's unit. One
    /// that has ended is nobody's to answer: the page says so before.
    ///
    /// - Returns: The viewer in the office whose power it is.
    /// - Throws: `PermissionError.outOfReach`.
    func requireAnswering(_ alarm: AlarmNotice, by actor: Actor) async throws -> Actor {
        try await permissions.require(Self.acknowledging, of: actor, in: .code(alarm.unitCode), state: "open")
    }

    /// What its actions ask for: what their routes do.
    package static let permissionRules = [
        PermissionRule(
            acknowledging, Message("operations.permission.acknowledge"),
            roles: OperationsRoutes.acting.sufficientRoles, states: ["open"])
    ]

    package var routes: RouteTable { OperationsRoutes(feature: self).table }

    /// What runs beside the requests: the publisher of changes to the screens of `site`.
    package func services(for site: Site) -> [any Service] {
        [ScreenPublisher(feature: self, changes: changes, site: site, logger: logger)]
    }

    func cityClock(at moment: Instant, in language: Language) -> CityClock {
        CityClock(
            moment: moment, turn: shifts.turn(at: moment, in: zone), zone: zone, replaySpeed: replaySpeed,
            language: language)
    }
}
