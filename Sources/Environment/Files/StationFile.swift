// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What a station's transmission file says: the format of TT 10/2021/TT-BTNMT,
/// Phụ lục 15. One line a parameter, five columns: symbol, value, unit,
/// `yyyyMMddHHmmss` in Vietnamese time, status.
///
/// Every line of the file is in `lines`, in `refused` or counted in
/// `blankLines`; none is lost.
package struct StationFile: Sendable {
    /// The accepted lines in the order of the file. The same parameter and time
    /// may occur twice: the later line is the newer word.
    package let lines: [Line]
    package let refused: [RefusedLine]
    package let blankLines: Int

    package init(lines: [Line], refused: [RefusedLine], blankLines: Int) {
        self.lines = lines
        self.refused = refused
        self.blankLines = blankLines
    }

    /// All lines of the file, blank ones included.
    package var lineCount: Int { lines.count + refused.count + blankLines }

    /// One accepted value.
    package struct Line: Hashable, Sendable {
        /// Counted from 1.
        package let number: Int
        package let parameter: Parameter.Code
        /// In the parameter's own unit.
        package let value: Double
        /// As sent.
        package let reportedValue: Double
        /// As sent, or the parameter's own unit where none was sent and the policy allows that.
        package let reportedUnit: UnitOfMeasure
        /// The end of the period that the value speaks of: 05:00 covers (04:55, 05:00]
        /// at a station that reports every five minutes. Need not be the file's time.
        package let at: Instant
        package let status: Status

        package init(
            number: Int, parameter: Parameter.Code, value: Double, reportedValue: Double,
            reportedUnit: UnitOfMeasure, at: Instant, status: Status
        ) {
            self.number = number
            self.parameter = parameter
            self.value = value
            self.reportedValue = reportedValue
            self.reportedUnit = reportedUnit
            self.at = at
            self.status = status
        }
    }

    /// One line that could not be taken, for the quarantine.
    package struct RefusedLine: Hashable, Sendable {
        /// Counted from 1.
        package let number: Int
        /// The beginning of the line, made legible: at most 200 bytes, ill-formed
        /// UTF-8 repaired, control characters other than TAB left out.
        package let text: String
        package let reason: Refusal

        package init(number: Int, text: String, reason: Refusal) {
            self.number = number
            self.text = text
            self.reason = reason
        }
    }
}

/// The status of the device as the station sends it: `00` measuring, `01`
/// calibrating, `02` fault; whatever else comes is kept as it is. Which of them
/// count towards means is reference data (`StatusRules`).
package struct Status: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral text: String) { rawValue = text }

    package static let measuring: Status = "00"
}
