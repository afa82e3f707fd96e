// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Where files lie and how patient the feature is. Numbers of law and rules of
/// alarms are not here: they are reference data.
package struct EnvironmentSettings: Sendable {
    /// The folder tree stations' files are put into. Watched.
    package var intakeFolder: String
    /// For files that are too large for the database: its sub-folder `quarantine`.
    package var dataFolder: String
    /// A larger file is moved to the quarantine unread. A station's file has
    /// some hundred bytes; the standard is 1 MB.
    package var largestFile = 1_000_000
    /// How long size and time of a file must stand still before it is read,
    /// when its closing was not seen.
    package var settleTime: Duration = .seconds(5)
    /// How often the whole tree is looked through, beside the watching.
    package var rescanInterval: Duration = .seconds(30)
    /// How long a batch waits for more files.
    package var gatheringTime: Duration = .milliseconds(20)
    /// The most files in one transaction.
    package var batchSize = 500
    /// More waiting files than this are caught up as a backlog: without alarms.
    package var backlogFiles = 5_000
    /// A file whose time is older than so many reporting periods of its station
    /// is late: it raises no alarms.
    package var backlogPeriods = 2
    /// Whether a line without unit is read in its parameter's own unit; otherwise it is refused.
    package var takesMissingUnitAsOwn = false
    /// A time further ahead of the clock than this is refused.
    package var clockTolerance: Duration = .minutes(10)
    /// A time before this is refused: loggers without a clock say 1970.
    package var earliest = CivilZone.vietNam.start(of: CivilDay(number: 10_957))
    /// How long a lease holds without being renewed; another node takes over after it.
    package var leaseTime: Duration = .seconds(20)
    /// The city's zone: the hours and days of indices.
    package var zone = CivilZone.vietNam
    /// The machine's clock: for settling files and pauses, where the city's
    /// clock may be a replayed one.
    package var machineClock = Clock.machine

    package init(intakeFolder: String, dataFolder: String) {
        self.intakeFolder = intakeFolder
        self.dataFolder = dataFolder
    }
}
