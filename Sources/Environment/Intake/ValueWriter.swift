// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import SQLStore

/// Writes stations' values as observations.
struct ValueWriter: Sendable {
    let observations: ObservationStore
    let catalogue: ParameterCatalogue
    let counts: @Sendable (Status) -> Bool

    struct Key: Hashable, Sendable {
        let series: Series.Key
        let at: Instant
    }

    struct Value: Sendable {
        let station: Station
        let parameter: Parameter.Code
        let number: Double
        let status: Status
        let file: StationFileRecord.ID
        let line: Int
        let isLive: Bool
    }

    /// What writing values changed.
    struct Outcome {
        /// Hours to derive anew, and whether new values touched them.
        var due: [DueStore.Hour: Bool] = [:]
        /// Values of a time whose values retention has deleted: not taken.
        var tooOld: [Value] = []
    }

    /// The series of a station's parameter.
    func seriesKey(of parameter: Parameter.Code, at station: Station) -> Series.Key {
        Series.Key(
            subject: station.subject, property: parameter.rawValue,
            unit: catalogue[parameter]?.unit.code ?? UnitOfMeasure.one.code, period: station.period)
    }

    func upsert(_ values: [Key: Value], at now: Instant, zone: CivilZone, in tx: any Transaction) throws -> Outcome {
        let series = try observations.series(Array(Set(values.keys.map(\.series))), in: tx)
        var given: [Observation.Key: Value] = [:]
        var new: [Observation] = []
        new.reserveCapacity(values.count)
        for (key, value) in values {
            guard let id = series[key.series]?.id else { continue }
            let observation = Observation(
                series: id, at: key.at, value: value.number, status: value.status.rawValue,
                counts: counts(value.status),
                origin: Observation.Origin(record: value.file.rawValue, line: value.line))
            new.append(observation)
            given[observation.key] = value
        }
        // By series and time: neighbours on disk are written together.
        new.sort { $0.key < $1.key }
        let changes = try observations.append(new, in: tx, at: now)
        var outcome = Outcome()
        for observation in changes.added + changes.replaced.map(\.now) {
            guard let value = given[observation.key] else { continue }
            let hour = DueStore.Hour(
                station: value.station.id, endingAt: Grain.hour.end(of: observation.at, in: zone))
            outcome.due[hour] = outcome.due[hour] == true || value.isLive
        }
        outcome.tooOld = changes.tooOld.compactMap { given[$0.key] }
        return outcome
    }
}

extension Station {
    /// What its series are series of.
    package var subject: String { Station.subject(code: code) }

    package static func subject(code: String) -> String { "environment/station/\(code)" }
}
