// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How a CSV file of series is read: which column is what. Proposed from the
/// file's beginning, corrected by a person, kept as JSON with the import.
///
/// Columns are counted from 0.
package struct SeriesImportPlan: Codable, Hashable, Sendable {
    package var encoding: TextEncoding
    package var separator: CSVSeparator
    /// Records before the first with values: titles and headings.
    package var recordsBeforeValues: Int
    /// Joined with a blank before they are read, for files with day and hour apart.
    package var timeColumns: [Int]
    package var timeFormat: SeriesTimeFormat
    /// The offset of the file's clock from UTC, where the times name none.
    package var zoneOffsetMinutes: Int
    /// Added to every time: 60 for hourly means stamped with the beginning of
    /// their hour, as the platform stamps the end.
    package var shiftMinutes: Int
    package var numberFormat: NumberFormat
    /// Numbers that stand for a missing value in every column: −999.
    package var sentinels: [Double]
    /// Words that stand for a missing value: `N/A`, `..`.
    package var missingWords: [String]
    package var quality: Quality?
    package var station: Choice
    package var values: [ValueColumn]

    /// The column of an upstream quality control and the words with which a record is taken.
    package struct Quality: Codable, Hashable, Sendable {
        package var column: Int
        /// Compared without case and surrounding blanks.
        package var accepted: [String]

        package init(column: Int, accepted: [String]) {
            self.column = column
            self.accepted = accepted
        }
    }

    /// One column of measured values.
    package struct ValueColumn: Codable, Hashable, Sendable {
        package var column: Int
        /// A parameter's code, or the column of its symbol.
        package var parameter: Choice
        /// A unit as written, or the column of it.
        package var unit: Choice
        /// Numbers that stand for a missing value in this column only: 999.9 is no
        /// wind, but a usual pressure.
        package var sentinels: [Double]

        package init(column: Int, parameter: Choice, unit: Choice, sentinels: [Double] = []) {
            self.column = column
            self.parameter = parameter
            self.unit = unit
            self.sentinels = sentinels
        }
    }

    /// The same for the whole file, or said anew in every record.
    package enum Choice: Codable, Hashable, Sendable {
        case fixed(String)
        case column(Int)
    }

    package var zone: CivilZone { CivilZone(offsetMinutes: zoneOffsetMinutes) }

    package init(
        encoding: TextEncoding = .utf8, separator: CSVSeparator = .comma, recordsBeforeValues: Int = 1,
        timeColumns: [Int] = [], timeFormat: SeriesTimeFormat = .yearFirst,
        zoneOffsetMinutes: Int = CivilZone.vietNam.offsetMinutes, shiftMinutes: Int = 0,
        numberFormat: NumberFormat = .either, sentinels: [Double] = [-999, -9_999],
        missingWords: [String] = ["N/A", "NA", "null", "-", "..", "..."], quality: Quality? = nil,
        station: Choice = .fixed(""), values: [ValueColumn] = []
    ) {
        self.encoding = encoding
        self.separator = separator
        self.recordsBeforeValues = recordsBeforeValues
        self.timeColumns = timeColumns
        self.timeFormat = timeFormat
        self.zoneOffsetMinutes = zoneOffsetMinutes
        self.shiftMinutes = shiftMinutes
        self.numberFormat = numberFormat
        self.sentinels = sentinels
        self.missingWords = missingWords
        self.quality = quality
        self.station = station
        self.values = values
    }
}

extension TextEncoding: Codable {}
extension CSVSeparator: Codable {}
extension NumberFormat: Codable {}
