// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A file of past measurements that is to be played again.
package struct PastSeries: Sendable {
    /// The files a station would have sent, oldest first.
    package let files: [StationReplay.File]
    /// Records and cells that gave no line, by reason.
    package let refusals: [SeriesImport.Refusal]

    package enum Problem: Error, Hashable, Sendable {
        /// The columns are not those of the layout asked for.
        case otherLayout(wanted: SeriesImportProposal.Layout)
        /// The file breaks off: text that is no CSV.
        case broken(CSVError)
    }

    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - layout: What it must be: AirNow's air or NOAA's weather.
    ///   - station: The code of the station that is to send it.
    ///   - shift: Added to every time.
    ///   - span: Only times after its lower bound and up to its upper one.
    /// - Throws: `Problem`; `TextEncodingError`.
    package init(
        _ bytes: [UInt8], as layout: SeriesImportProposal.Layout, from station: String,
        shiftedBy shift: Duration = .zero,
        within span: ClosedRange<Instant>? = nil, reference: EnvironmentReference, now: Instant
    ) throws {
        let proposal = try SeriesImportProposal(
            for: bytes, catalogue: reference.catalogue, charsets: reference.charsets)
        guard proposal.layout == layout else { throw Problem.otherLayout(wanted: layout) }
        var plan = proposal.plan
        plan.shiftMinutes += Int(shift.inMicroseconds / 60_000_000)
        plan.station = .fixed(station)
        let text = try reference.charsets.text(from: bytes, as: plan.encoding)
        let report = StationReplay(facility: "REPLAY", station: station).files(
            from: SeriesImport(text, plan: plan, catalogue: reference.catalogue, now: now),
            catalogue: reference.catalogue)
        if let failure = report.failure { throw Problem.broken(failure) }
        files = report.files.filter { file in
            span.map { $0.lowerBound < file.at && file.at <= $0.upperBound } ?? true
        }
        refusals = report.refusals
    }
}
