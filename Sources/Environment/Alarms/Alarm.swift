// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports

/// Something about a station that somebody should look at. It is raised,
/// may worsen, is taken notice of and ends; every step is an event.
package struct Alarm: Hashable, Sendable, Identifiable {
    package typealias ID = Identifier<Alarm>

    package let id: ID
    package let kind: Kind
    package let station: Station.ID
    package let stationCode: String
    package let stationName: String
    /// The unit the station belongs to; empty when to none.
    package let unitCode: String
    /// The parameter it is about; `nil` for a silent station and the index.
    package let parameter: Parameter.Code?
    /// The averaging time of the limit it is about.
    package let averaging: AveragingTime?
    package let severity: AlarmNotice.Severity
    package let raisedAt: Instant
    /// The end of the period whose value raised or worsened it.
    package let aboutAt: Instant
    /// The worst value so far: a mean, an index, a share of failed values.
    package let value: Double?
    package let limit: Double?
    /// The document that sets the limit.
    package let document: String
    package let acknowledgedAt: Instant?
    package let acknowledgedBy: String?
    package let endedAt: Instant?

    package enum Kind: String, Sendable, CaseIterable {
        /// A limit for an averaging time is exceeded.
        case limit
        /// The index reached a band that calls for action.
        case index
        /// Nothing came for several reporting periods.
        case silent
        /// Too many values are missing, faulty or failed quality control.
        case quality
    }

    /// The alarm's own page.
    package var address: String { "/environment/alarms/\(id)" }

    package enum State: String, Sendable { case open, acknowledged, ended }

    package var state: State { endedAt != nil ? .ended : acknowledgedAt != nil ? .acknowledged : .open }

    /// One step in an alarm's life.
    package struct Event: Hashable, Sendable {
        package let kind: Kind
        package let at: Instant
        /// The name to show; empty for the system.
        package let actorName: String
        package let note: String
        package let value: Double?
        package let severity: AlarmNotice.Severity

        package enum Kind: String, Sendable { case raised, worsened, acknowledged, ended }
    }
}
