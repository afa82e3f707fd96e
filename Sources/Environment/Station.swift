// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports

/// A monitoring station as it is described at a moment. What a station is
/// called, where it stands and how often it reports are dated facts
/// (`Version`): a change holds from its date and the past keeps its words.
package struct Station: Hashable, Sendable, Identifiable {
    package typealias ID = RowID<Station>

    package let id: ID
    /// What its files call it, in capital letters: unique. Names are not.
    package let code: String
    package let version: Version
    /// The newest file taken in, and when it was taken; `nil` before the first.
    package let lastFile: StationFileRecord.ID?
    package let lastFileAt: Instant?
    /// The end of the period its newest value speaks of.
    package let lastValueAt: Instant?
    /// Of which time all that came is known; `nil` while of none.
    package let attendance: Attendance?

    package init(
        id: ID, code: String, version: Version, lastFile: StationFileRecord.ID? = nil,
        lastFileAt: Instant? = nil, lastValueAt: Instant? = nil, attendance: Attendance? = nil
    ) {
        self.id = id
        self.code = code
        self.version = version
        self.lastFile = lastFile
        self.lastFileAt = lastFileAt
        self.lastValueAt = lastValueAt
        self.attendance = attendance
    }

    package var name: String { version.description.name }
    package var medium: StationOverview.Medium { version.description.medium }
    package var place: GeoPoint { version.description.place }
    /// How often it reports.
    package var period: Duration { version.description.period }
    package var isInService: Bool { version.description.isInService }
    package var isReplayed: Bool { version.description.isReplayed }

    /// The station's public page.
    package var address: String { "/environment/stations/\(code)" }

    /// A description and the span of time it holds for.
    package struct Version: Hashable, Sendable {
        package let validFrom: Instant
        /// The moment from which another version holds; `nil` for the last one.
        package let validTo: Instant?
        package let description: Description
        package let createdAt: Instant
        /// Who described it so: `Actor.stored`.
        package let createdBy: String
    }

    /// What is said of a station.
    package struct Description: Hashable, Sendable {
        package var name: String
        package var nameEnglish: String
        package var medium: StationOverview.Medium
        package var place: GeoPoint
        /// The official code of the ward it stands in; empty when unknown.
        package var unitCode: String
        package var owner: String
        /// How often it reports, 1 second to 1 day: five minutes is usual.
        package var period: Duration
        /// The class of QCVN 08 the water aims at; `nil` for air and weather.
        package var waterClass: String?
        /// What kind of water it stands in, which decides the table of classes.
        package var waterBody: WaterBody
        /// Who supplies the values, in the words to show.
        package var source: String
        /// Whether its values are past records played again.
        package var isReplayed: Bool
        package var isInService: Bool

        package init(
            name: String, nameEnglish: String, medium: StationOverview.Medium, place: GeoPoint, unitCode: String,
            owner: String, period: Duration, waterClass: String? = nil, waterBody: WaterBody = .flowing, source: String,
            isReplayed: Bool = false, isInService: Bool = true
        ) {
            self.name = name
            self.nameEnglish = nameEnglish
            self.medium = medium
            self.place = place
            self.unitCode = unitCode
            self.owner = owner
            self.period = period
            self.waterClass = waterClass
            self.waterBody = waterBody
            self.source = source
            self.isReplayed = isReplayed
            self.isInService = isInService
        }
    }
}
