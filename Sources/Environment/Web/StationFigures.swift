// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// Makes the figures of one station: each says its source, how good it is and
/// where its records are.
struct StationFigures: Sendable {
    let station: Station
    let now: Instant

    /// How long after its period's end an hourly index is still of now: the
    /// next hour must end and be worked out.
    static let hourlyPatience = Duration.minutes(90)

    /// The index of an hour or day, or the reason for none.
    func index(_ record: IndexRecord?, period: IndexRecord.Period = .hour) -> Figure {
        let kind = station.medium == .water ? "wqi" : "aqi"
        let definition = Message("environment.definition.\(kind)-\(period.rawValue)")
        guard let record else {
            return figure(
                nil, because: Message("environment.station.no-index"), unit: .one, decimals: 0,
                definition: definition, records: observations())
        }
        let staleAt = record.at + (period == .hour ? Self.hourlyPatience : .hours(30))
        return figure(
            record.value.map(Double.init), because: record.reason ?? Message("environment.station.no-index"),
            unit: .one, decimals: 0, at: record.at, over: period.length, definition: definition,
            isProvisional: !record.isFinal, staleSince: staleAt < now ? staleAt : nil,
            records: observations(record.dominant, over: record.at - period.length...record.at))
    }

    /// A value as it was received.
    func value(_ value: Double, of parameter: Parameter, at moment: Instant) -> Figure {
        let staleAt = moment + station.period * 3
        return figure(
            value, because: Message("environment.station.no-value"), unit: parameter.unit,
            decimals: parameter.decimals, at: moment, over: station.period,
            definition: Message(
                "environment.definition.value",
                ["parameter": .message(parameter.name), "minutes": .count(Int(station.period.inSeconds / 60))]),
            staleSince: staleAt < now ? staleAt : nil,
            records: observations(parameter.code, over: moment - station.period...moment))
    }

    /// A mean of an averaging time, or the reason for none.
    func mean(_ record: AssessmentRecord, of parameter: Parameter) -> Figure {
        figure(
            record.mean, because: record.reason ?? Message("environment.station.no-value"), unit: parameter.unit,
            decimals: parameter.decimals, at: record.at, over: record.averaging.length,
            definition: Message(
                "environment.definition.mean",
                ["parameter": .message(parameter.name), "averaging": .message(record.averaging.name)]),
            records: observations(parameter.code, over: record.at - record.averaging.length...record.at))
    }

    /// Any number worked out from the station's values.
    func derived(
        _ value: Double?, because reason: Message = Message("environment.station.no-value"), unit: UnitOfMeasure = .one,
        decimals: Int, at moment: Instant? = nil, over length: Duration? = nil, definition: Message,
        of parameter: Parameter.Code? = nil
    ) -> Figure {
        let end = moment ?? now
        return figure(
            value, because: reason, unit: unit, decimals: decimals, at: moment, over: length, definition: definition,
            records: length.map { observations(parameter, over: end - $0...end) } ?? observations(parameter))
    }

    /// The address of the observations behind a figure.
    func observations(_ parameter: Parameter.Code? = nil, over stretch: ClosedRange<Instant>? = nil) -> String {
        let zone = CivilZone.vietNam
        return Address("/environment/stations/\(station.code)/observations")
            .with("parameter", parameter?.rawValue)
            .with("from", stretch?.lowerBound.iso8601(in: zone))
            .with("to", stretch?.upperBound.iso8601(in: zone)).text
    }

    private func figure(
        _ value: Double?, because reason: Message, unit: UnitOfMeasure, decimals: Int, at moment: Instant? = nil,
        over length: Duration? = nil, definition: Message, isProvisional: Bool = false, staleSince: Instant? = nil,
        records: String
    ) -> Figure {
        Figure(
            value.map { .number($0, decimals: decimals) } ?? .none(because: reason), unit: unit, asOf: moment,
            period: moment.flatMap { end in length.map { Figure.Period(start: end - $0, end: end) } },
            source: .named(station.version.description.source), definition: definition,
            quality: station.isReplayed ? .replayed : isProvisional ? .provisional : .measured,
            staleSince: staleSince, records: records)
    }
}

extension AveragingTime {
    /// The stretch a mean is taken over; a reported value has its station's own.
    var length: Duration {
        switch self {
        case .report: .minutes(5)
        case .hour: .hours(1)
        case .eightHours: .hours(8)
        case .day: .days(1)
        case .year: .days(365)
        }
    }
}
