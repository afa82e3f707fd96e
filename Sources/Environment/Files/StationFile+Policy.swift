// SPDX-License-Identifier: Apache-2.0

package import Basics

extension StationFile {
    /// What an intake takes from a station's files; settings, not law.
    package struct Policy: Hashable, Sendable {
        /// Whether a line without unit is read in the parameter's own unit.
        /// Otherwise it is refused: a CO value may be micrograms or milligrams.
        package var takesMissingUnitAsOwn = false
        /// How far a line's time may lie after the moment of reading: clocks differ.
        package var futureTolerance: Duration = .minutes(10)
        /// Lines of earlier times are refused: a logger that lost its clock says 1970.
        package var earliest: Instant = CivilZone.vietNam.start(of: CivilDay(number: 10_957))
        /// The most bytes of a file.
        package var sizeLimit = 1 << 20
        /// The most bytes of a line, its end not counted.
        package var lineLengthLimit = 512
        /// The most lines of a file.
        package var lineCountLimit = 10_000

        package init() {}
    }
}
