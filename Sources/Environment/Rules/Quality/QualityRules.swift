// SPDX-License-Identifier: Apache-2.0

package import Basics

/// All checks of measured values.
package struct QualityRules: Sendable {
    package let rules: [QualityRule]

    init(_ table: ReferenceTable) throws { rules = try table.rows.map { row in try QualityRule(row) } }

    /// The rule of a kind that holds for a parameter on a day; the one that names
    /// the parameter stands before one for its medium, that before one for all.
    package func rule(_ kind: QualityRule.Kind, for parameter: Parameter, on day: CivilDay) -> QualityRule? {
        rules.filter { $0.kind == kind && $0.validity.contains(day) }
            .compactMap { rule in rule.applies(to: parameter).map { (rule, $0) } }
            .max { $0.1 < $1.1 }?.0
    }

    /// Everything that the rules find in a stretch of one series.
    ///
    /// Values are judged in their context: give at least the hours that the stuck
    /// rule looks at. Only values whose status counts belong here.
    ///
    /// - Parameters:
    ///   - samples: In the parameter's unit; any order, at most one a time.
    ///   - day: Of the newest value: decides which rules hold.
    ///   - range: The station's own range, where it is narrower than the usual instruments'.
    ///   - coarse: PM10 of the same times, for PM2.5.
    /// - Complexity: O(*n* log *n*).
    package func verdicts(
        on samples: [QualitySample], of parameter: Parameter, day: CivilDay,
        range: ClosedRange<Double>? = nil, coarse: [Instant: Double] = [:]
    ) -> [QualityVerdict] {
        let samples = samples.sorted { $0.at < $1.at }
        var verdicts: [QualityVerdict] = []
        for kind in QualityRule.Kind.allCases {
            guard let rule = rule(kind, for: parameter, on: day) else { continue }
            switch kind {
            case .range: verdicts += outside(samples, parameter, rule, range)
            case .negative: verdicts += negative(samples, parameter, rule)
            case .stuck: verdicts += stuck(samples, parameter, rule)
            case .spike: verdicts += spikes(samples, parameter, rule)
            case .particulateOrder: verdicts += disordered(samples, coarse, parameter, rule)
            }
        }
        return verdicts.sorted { ($0.at, $0.rule.rawValue) < ($1.at, $1.rule.rawValue) }
    }

    private func outside(
        _ samples: [QualitySample], _ parameter: Parameter, _ rule: QualityRule, _ own: ClosedRange<Double>?
    ) -> [QualityVerdict] {
        let usual = own ?? parameter.instrumentRange
        guard let low = rule.minimum ?? usual?.lowerBound, let high = rule.maximum ?? usual?.upperBound
        else { return [] }
        return samples.filter { sample in
            // What lies below zero is the negative rule's, noise and all.
            sample.value > high
                || (sample.value < low && !(low >= 0 && sample.value < 0 && parameter.medium != .weather))
        }.map { sample in
            verdict(rule, sample, "out-of-range", parameter, ["low": low, "high": high])
        }
    }

    private func negative(
        _ samples: [QualitySample], _ parameter: Parameter, _ rule: QualityRule
    ) -> [QualityVerdict] {
        guard (parameter.instrumentRange?.lowerBound ?? 0) >= 0 else { return [] }
        return samples.filter { $0.value < -rule.tolerance }.map { sample in
            verdict(rule, sample, "negative", parameter, [:])
        }
    }

    private func stuck(
        _ samples: [QualitySample], _ parameter: Parameter, _ rule: QualityRule
    ) -> [QualityVerdict] {
        var verdicts: [QualityVerdict] = []
        var start = 0
        while start < samples.count {
            var end = start
            while end + 1 < samples.count, samples[end + 1].value == samples[start].value { end += 1 }
            let run = samples[start...end]
            let hours = (samples[end].at - samples[start].at).inSeconds / 3_600
            if run.count >= rule.count, hours >= rule.hours, !(rule.ignoresZero && samples[start].value == 0) {
                verdicts += run.map { sample in
                    verdict(
                        rule, sample, "stuck", parameter, [:],
                        ["count": .count(run.count), "since": .instant(samples[start].at)])
                }
            }
            start = end + 1
        }
        return verdicts
    }

    /// Hampel's identifier: the median of a value's neighbours, and their median distance from it.
    private func spikes(
        _ samples: [QualitySample], _ parameter: Parameter, _ rule: QualityRule
    ) -> [QualityVerdict] {
        guard samples.count >= rule.count else { return [] }
        return samples.indices.compactMap { place in
            let start = min(max(0, place - rule.count / 2), samples.count - rule.count)
            let neighbours = samples[start..<(start + rule.count)].map(\.value)
            let middle = median(neighbours)
            let spread = 1.4826 * median(neighbours.map { abs($0 - middle) })
            let distance = abs(samples[place].value - middle)
            guard distance > rule.tolerance, distance > rule.factor * spread else { return nil }
            return verdict(rule, samples[place], "spike", parameter, ["median": middle])
        }
    }

    private func disordered(
        _ samples: [QualitySample], _ coarse: [Instant: Double], _ parameter: Parameter, _ rule: QualityRule
    ) -> [QualityVerdict] {
        samples.compactMap { sample in
            guard let larger = coarse[sample.at],
                sample.value > larger * (1 + rule.factor) + rule.tolerance
            else { return nil }
            return verdict(rule, sample, "pm-order", parameter, ["coarse": larger])
        }
    }

    private func verdict(
        _ rule: QualityRule, _ sample: QualitySample, _ key: String, _ parameter: Parameter,
        _ numbers: [String: Double], _ others: [String: Message.Argument] = [:]
    ) -> QualityVerdict {
        var arguments = others
        for (name, number) in numbers { arguments[name] = .number(number, decimals: parameter.decimals) }
        arguments["value"] = .number(sample.value, decimals: parameter.decimals)
        arguments["unit"] = .text(parameter.unit.symbol)
        return QualityVerdict(
            rule: rule.kind, severity: rule.severity, at: sample.at,
            evidence: Message("environment.quality.evidence.\(key)", arguments))
    }

    private func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

extension Completeness {
    /// Evidence that an hour lacks values: fewer than the setting asks.
    package func hourEvidence(_ settings: ReferenceSettings) -> Message? {
        guard !meets(settings.hourCompleteness) else { return nil }
        return Message(
            "environment.quality.evidence.incomplete-hour",
            ["counted": .count(counted), "expected": .count(expected)])
    }
}
