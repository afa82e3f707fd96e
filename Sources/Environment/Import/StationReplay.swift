// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Turns past series into the station files that a station would have sent:
/// one file a time, one line a parameter.
package struct StationReplay: Sendable {
    package let province: String
    package let facility: String
    package let station: String

    /// - Parameters: Parts of the files' names: ASCII letters, digits and `-`.
    package init(province: String = "TNI", facility: String, station: String) {
        self.province = province
        self.facility = facility
        self.station = station
    }

    package struct File: Hashable, Sendable {
        package let name: String
        package let content: String
        package let at: Instant
    }

    /// What became of the records of a source.
    package struct Report: Sendable {
        package let files: [File]
        /// By reason: records and cells that gave no line.
        package let refusals: [SeriesImport.Refusal]
        package let failure: CSVError?
    }

    /// The files, oldest first, of all values that the plan accepts.
    package func files(from series: SeriesImport, catalogue: ParameterCatalogue) -> Report {
        var series = series
        var lines: [Instant: String] = [:]
        var refusals: [SeriesImport.Refusal] = []
        while let record = series.next() {
            refusals += record.refusals
            for value in record.values {
                guard let parameter = catalogue[value.parameter] else { continue }
                lines[value.at, default: ""] += StationFile.line(parameter, value: value.value, at: value.at)
            }
        }
        let files = lines.sorted { $0.key < $1.key }.map { at, content in
            File(
                name: StationFile.Name.text(
                    province: province, facility: facility, station: station, at: at),
                content: content, at: at)
        }
        return Report(files: files, refusals: refusals, failure: series.failure)
    }
}
