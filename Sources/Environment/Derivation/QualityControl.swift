// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations

/// Turns the rules' verdicts and the officers' flags into judgements of values.
struct QualityControl: Sendable {
    let reference: EnvironmentReference
    let zone: CivilZone

    /// The values of one parameter with what surrounds them.
    struct Stretch: Sendable {
        let parameter: Parameter.Code
        /// In the order of time.
        let values: [Observation]
        /// Only values in these hours are judged anew; of a stuck run, all.
        let judged: Set<Instant>
    }

    /// A judgement and whose it is.
    struct Judged: Sendable {
        let judgement: Judgement
        let by: Actor
    }

    /// The flag that a value carries when an officer has spoken.
    static func flag(of verdict: OfficerFlag.Verdict) -> String { "officer-\(verdict.rawValue)" }

    /// What is to be written; unchanged judgements are the store's to skip.
    func judgements(of stretches: [Stretch], officers: [OfficerFlag]) -> [Judged] {
        let coarse = Dictionary(
            (stretches.first { $0.parameter == .pm10 }?.values ?? []).compactMap { value in
                value.value.map { (value.at, $0) }
            }, uniquingKeysWith: { first, _ in first })
        return stretches.flatMap { judgements(of: $0, coarse: coarse, officers: officers) }
    }

    private func judgements(
        of stretch: Stretch, coarse: [Instant: Double], officers: [OfficerFlag]
    ) -> [Judged] {
        guard let parameter = reference.catalogue[stretch.parameter], let newest = stretch.values.last?.at else {
            return []
        }
        let measuring = stretch.values.filter { reference.statuses.counts(Status(rawValue: $0.status)) }
        let samples = measuring.compactMap { value in value.value.map { QualitySample(at: value.at, value: $0) } }
        let verdicts = reference.qualityRules.verdicts(
            on: samples, of: parameter, day: zone.day(of: newest), coarse: coarse)
        var worst: [Instant: QualityVerdict] = [:]
        for verdict in verdicts {
            if let other = worst[verdict.at], other.severity == .reject || verdict.severity == .suspect { continue }
            worst[verdict.at] = verdict
        }
        let standing = officers.filter { $0.withdrawnAt == nil && $0.parameter == stretch.parameter }
        return stretch.values.compactMap { value in
            if let flag = standing.first(where: { $0.from <= value.at && value.at <= $0.to }) {
                let judgement = Judgement(
                    value.key, flag: Self.flag(of: flag.verdict), counts: flag.verdict == .valid && value.value != nil,
                    reason: flag.reason)
                return Judged(judgement: judgement, by: flag.actor)
            }
            let verdict = worst[value.at]
            guard stretch.judged.contains(value.at.roundedUp(to: .hours(1), in: zone)) || verdict?.rule == .stuck
            else { return nil }
            let counts = reference.statuses.counts(Status(rawValue: value.status)) && value.value != nil
            let judgement = Judgement(
                value.key, flag: verdict?.rule.rawValue ?? Observation.valid,
                counts: counts && verdict?.severity != .reject,
                reason: verdict.map { StoredMessage.line($0.evidence) } ?? "")
            return Judged(judgement: judgement, by: .system("environment.quality"))
        }
    }
}
