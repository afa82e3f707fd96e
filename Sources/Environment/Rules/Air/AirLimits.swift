// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A limit of ambient air for one averaging time: QCVN 05:2023/BTNMT and, for
/// history, its predecessor.
package struct AirLimit: Hashable, Sendable {
    package let parameter: Parameter.Code
    package let averaging: AveragingTime
    /// In µg/Nm³ at 25 °C and 760 mmHg. A mean equal to it is within.
    package let limit: Double
    /// `QCVN 05:2023/BTNMT`.
    package let document: String
    package let validity: Validity
    package let source: String

    init(_ row: ReferenceTable.Row) throws {
        parameter = Parameter.Code(try row.text("parameter"))
        averaging = try row.word("averaging")
        limit = try row.number("limit")
        document = try row.text("document")
        validity = try row.validity()
        source = try row.text("source")
    }
}

/// All limits of all times.
package struct AirLimits: Sendable {
    package let limits: [AirLimit]

    init(_ table: ReferenceTable) throws {
        limits = try table.rows.map { row in try AirLimit(row) }
        for (place, limit) in limits.enumerated() {
            let twin = limits[..<place].contains {
                $0.parameter == limit.parameter && $0.averaging == limit.averaging
                    && $0.validity.overlaps(limit.validity)
            }
            guard !twin else {
                throw table.rows[place].bad("limit", "\(limit.limit)")
            }
        }
    }

    /// The limit that held on the day of the measurement, for exactly this averaging time.
    package func limit(
        of parameter: Parameter.Code, over averaging: AveragingTime, on day: CivilDay
    ) -> AirLimit? {
        limits.first {
            $0.parameter == parameter && $0.averaging == averaging && $0.validity.contains(day)
        }
    }

    /// Judges a mean by the limit of its own averaging time on the day of measurement.
    ///
    /// A five-minute value and an hourly mean of PM2.5 are never held against the
    /// 24-hour limit: the answer is then `noLimit`, with the averaging times that have one.
    package func check(
        mean: Double, of parameter: Parameter.Code, over averaging: AveragingTime, on day: CivilDay
    ) -> Check {
        guard let limit = limit(of: parameter, over: averaging, on: day) else {
            let others = AveragingTime.allCases.filter { self.limit(of: parameter, over: $0, on: day) != nil }
            return .noLimit(limitedOver: others)
        }
        guard let value = Concentration(mean), let bound = Concentration(limit.limit) else {
            return .noValue(limit)
        }
        return value > bound ? .exceeded(limit) : .within(limit)
    }

    package enum Check: Hashable, Sendable {
        case within(AirLimit)
        case exceeded(AirLimit)
        /// No limit for this averaging time; these have one.
        case noLimit(limitedOver: [AveragingTime])
        /// There is a limit, but the mean is no number.
        case noValue(AirLimit)
    }
}
