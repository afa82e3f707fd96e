// SPDX-License-Identifier: Apache-2.0

package import Basics

extension AirQualityMethod {
    /// The index of a day (AQI^d, QĐ 1459/QĐ-TCMT, 2.2.2): the mean of 24 hours for
    /// particulates, the highest hour for gases, for O3 also the highest eight hours.
    ///
    /// The day's hours are labelled 01:00 to 00:00 of the next day. Eight-hour means
    /// trail: there are 24 a day, and the first reach back into the evening before.
    /// Thresholds of completeness are the city's settings.
    ///
    /// - Parameter means: For each parameter that the station measures, hourly means in
    ///   µg/m³ of the day and, for O3, of the seven hours before it.
    package func index(
        of day: CivilDay, from means: [Parameter.Code: [HourlyMean]], in zone: CivilZone = .vietNam
    ) -> AirQualityIndex {
        let start = zone.start(of: day)
        let labels = (1...24).map { start + .hours($0) }
        var tally = Tally()
        var particulateHours = 0
        for column in columns {
            guard let series = means[column.parameter] else { continue }
            let hours = usable(series)
            let present = labels.reversed().compactMap { hours[$0] }
            if column.window == .eightHours {
                addEightHours(of: column, hours, labels: labels, to: &tally)
                continue
            }
            let basis: AirQualityIndex.Basis = isParticulate(column.parameter) ? .day : .highestHour
            if basis == .day { particulateHours = max(particulateHours, present.count) }
            let completeness = Completeness(counted: present.count, expected: labels.count)
            guard !present.isEmpty, completeness.meets(settings.dayCompleteness) else {
                tally.miss(column.parameter, basis, .tooFewHours, present.count, of: labels.count)
                continue
            }
            let values = present.map(\.value)
            let value = basis == .day ? values.reduce(0, +) / Double(values.count) : values.max()!
            tally.add(subIndex(column, basis, value, present, of: labels.count))
        }
        let lacking = NoIndexReason.particulatesIncomplete(
            Completeness(counted: particulateHours, expected: labels.count))
        return index(of: .day(day), tally, measured: means, lacking: lacking)
    }

    /// The trailing mean of the eight hours up to `label`, or `nil` when too few are there.
    package func eightHourMean(endingAt label: Instant, from means: [HourlyMean]) -> Double? {
        eightHours(endingAt: label, usable(means))?.mean
    }

    private func eightHours(
        endingAt label: Instant, _ hours: [Instant: HourlyMean]
    ) -> (mean: Double, inputs: [HourlyMean])? {
        let inputs = (0..<8).compactMap { hours[label - .hours($0)] }
        guard !inputs.isEmpty,
            Completeness(counted: inputs.count, expected: 8).meets(settings.eightHourCompleteness)
        else { return nil }
        return (inputs.map(\.value).reduce(0, +) / Double(inputs.count), inputs)
    }

    private func addEightHours(
        of column: Column, _ hours: [Instant: HourlyMean], labels: [Instant], to tally: inout Tally
    ) {
        let windows = labels.compactMap { eightHours(endingAt: $0, hours) }
        let completeness = Completeness(counted: windows.count, expected: labels.count)
        guard let highest = windows.max(by: { $0.mean < $1.mean }),
            completeness.meets(settings.dayCompleteness)
        else {
            tally.miss(column.parameter, .highestEightHours, .tooFewHours, windows.count, of: labels.count)
            return
        }
        if let found = subIndex(column, .highestEightHours, highest.mean, highest.inputs, of: 8) {
            tally.add(found)
        } else {
            tally.miss(column.parameter, .highestEightHours, .aboveScale, windows.count, of: labels.count)
        }
    }
}
