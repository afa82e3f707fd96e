// SPDX-License-Identifier: Apache-2.0

package import Basics

extension AirQualityMethod {
    /// The index of the hour that ends at `hour` (AQI^h, QĐ 1459/QĐ-TCMT, 2.2.1).
    ///
    /// Particulates enter by their NowCast, gases by the hour's own mean. An hour with
    /// fewer values than the completeness setting asks counts as missing.
    ///
    /// - Parameter means: For each parameter that the station measures, hourly means of the
    ///   last twelve hours in µg/m³; any order, at most one an hour, others are not looked at.
    package func index(
        ofHourEndingAt hour: Instant, from means: [Parameter.Code: [HourlyMean]]
    ) -> AirQualityIndex {
        var outcome = Tally()
        for column in columns where column.window != .eightHours {
            guard let series = means[column.parameter] else { continue }
            let hours = usable(series)
            if isParticulate(column.parameter) {
                addNowCast(of: column, hours, at: hour, to: &outcome)
            } else if let mean = hours[hour] {
                outcome.add(subIndex(column, .hour, mean.value, [mean], of: 1))
            } else {
                outcome.miss(column.parameter, .hour, .tooFewHours, 0, of: 1)
            }
        }
        let lacking = NoIndexReason.particulatesWithoutRecentHours
        return index(of: .hour(endingAt: hour), outcome, measured: means, lacking: lacking)
    }

    private func addNowCast(
        of column: Column, _ hours: [Instant: HourlyMean], at hour: Instant, to outcome: inout Tally
    ) {
        let last = (0..<NowCast.hours).map { hours[hour - .hours($0)] }
        let present = last.compactMap { $0 }
        if let value = NowCast.value(of: last.map { $0?.value }) {
            outcome.add(subIndex(column, .nowCast, value, present, of: NowCast.hours))
        } else {
            outcome.miss(column.parameter, .nowCast, .tooFewRecentHours, present.count, of: NowCast.hours)
        }
    }

    func isParticulate(_ parameter: Parameter.Code) -> Bool { parameter == .pm25 || parameter == .pm10 }

    /// The hours that have enough values, by their end.
    func usable(_ means: [HourlyMean]) -> [Instant: HourlyMean] {
        var hours: [Instant: HourlyMean] = [:]
        for mean in means where mean.value.isFinite && mean.completeness.meets(settings.hourCompleteness) {
            hours[mean.endingAt] = mean
        }
        return hours
    }

    func subIndex(
        _ column: Column, _ basis: AirQualityIndex.Basis, _ concentration: Double, _ inputs: [HourlyMean],
        of expected: Int
    ) -> AirQualityIndex.SubIndex? {
        subIndex(of: concentration, in: column).map { exact, index in
            AirQualityIndex.SubIndex(
                parameter: column.parameter, basis: basis, concentration: concentration, exact: exact,
                index: index, completeness: Completeness(counted: inputs.count, expected: expected),
                inputs: inputs)
        }
    }

    /// What a period gave, parameter by parameter.
    struct Tally {
        var found: [AirQualityIndex.SubIndex] = []
        var missing: [AirQualityIndex.Missing] = []

        mutating func add(_ subIndex: AirQualityIndex.SubIndex?) {
            if let subIndex { found.append(subIndex) }
        }

        mutating func miss(
            _ parameter: Parameter.Code, _ basis: AirQualityIndex.Basis,
            _ reason: AirQualityIndex.Missing.Reason, _ counted: Int, of expected: Int
        ) {
            missing.append(
                AirQualityIndex.Missing(
                    parameter: parameter, basis: basis, reason: reason,
                    completeness: Completeness(counted: counted, expected: expected)))
        }
    }

    /// The greatest sub-index, when at least one particulate has one.
    func index(
        of period: AirQualityIndex.Period, _ tally: Tally, measured: [Parameter.Code: [HourlyMean]],
        lacking: NoIndexReason
    ) -> AirQualityIndex {
        var dominant: AirQualityIndex.SubIndex?
        for candidate in tally.found where candidate.exact > dominant?.exact ?? -1 { dominant = candidate }
        let outcome: AirQualityIndex.Outcome
        if let dominant, tally.found.contains(where: { isParticulate($0.parameter) }) {
            outcome = .value(dominant.index)
        } else if tally.found.isEmpty, tally.missing.allSatisfy({ $0.completeness.counted == 0 }) {
            outcome = .none(.noData)
        } else if measured.keys.contains(where: isParticulate) {
            outcome = .none(lacking)
        } else {
            outcome = .none(.particulatesNotMeasured)
        }
        let isKnown = if case .value = outcome { true } else { false }
        return AirQualityIndex(
            period: period, outcome: outcome,
            category: isKnown ? dominant.flatMap { category(of: $0.index) } : nil,
            dominant: isKnown ? dominant : nil, subIndices: tally.found, missing: tally.missing,
            method: document)
    }
}
