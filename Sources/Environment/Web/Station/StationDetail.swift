// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What a station's page shows, as of one moment.
struct StationDetail: Sendable {
    let now: Instant
    let station: Station
    /// The newest hour and day, with or without an index.
    let hour: IndexRecord?
    let day: IndexRecord?
    /// The method of the day shown; only stations of air have one.
    let method: AirQualityMethod?
    /// The newest hour worked out again from its hourly means, with every step.
    let explanation: AirQualityIndex?
    /// The class of water, where the index is of water.
    let waterBand: Band?
    let values: [LatestValue]
    let assessments: [AssessmentRecord]
    let alarms: [Alarm]
    let charts: [StationChart]
    let range: ChartRange
    let parameters: [Parameter.Code: Parameter]
    let catalogue: ParameterCatalogue

    var figures: StationFigures { StationFigures(station: station, now: now) }

    /// The band of the newest hour.
    var category: AirQualityCategory? { hour?.value.flatMap { method?.category(of: $0) } }

    /// Since when the station ought to have sent something; `nil` while it reports.
    var silentSince: Instant? { station.silentSince(at: now) }

    func parameter(_ code: Parameter.Code) -> Parameter? { parameters[code] }
}

/// The newest value of one parameter.
struct LatestValue: Sendable {
    let parameter: Parameter
    let figure: Figure
    /// The status the station sent with it, in words.
    let statusName: Tag
    /// What quality control says against it.
    let flag: Message?
    /// Whether it enters means and indices.
    let counts: Bool
}

/// How far back the charts reach.
enum ChartRange: String, CaseIterable, Sendable {
    case day = "24h"
    case week = "7d"
    case month = "30d"
    case year = "1y"

    var length: Duration {
        switch self {
        case .day: .hours(24)
        case .week: .days(7)
        case .month: .days(30)
        case .year: .days(365)
        }
    }

    /// The step of the table beside the chart: hours of a day, days of a week
    /// or month, months of a year.
    var tableStep: Step { self == .day ? .hour : self == .year ? .month : .day }

    enum Step: Sendable { case hour, day, month }

    var name: Message { Message("environment.range.\(rawValue)") }
}

extension Station {
    /// Since when three reporting periods have passed without a value, as far
    /// as is known; `nil` while it reports. A station that never sent anything
    /// is not silent: it has not begun.
    func silentSince(at now: Instant) -> Instant? {
        guard case .silent(let since) = Silence.state(of: self, periods: 3, at: now) else { return nil }
        return since
    }
}
