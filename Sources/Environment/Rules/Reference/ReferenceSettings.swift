// SPDX-License-Identifier: Apache-2.0

/// Numbers of method from `Reference/settings.csv`.
package struct ReferenceSettings: Hashable, Sendable {
    /// Litres of one mole of gas in the state to which concentrations refer.
    package var molarVolume: Double
    /// The share of expected values below which an hour has no mean.
    package var hourCompleteness: Double
    /// The share of hours below which an eight-hour window has no mean.
    package var eightHourCompleteness: Double
    /// The share of hours below which a day has no mean and no highest hour.
    package var dayCompleteness: Double

    package init(_ table: ReferenceTable) throws {
        var numbers: [String: Double] = [:]
        for row in table.rows { numbers[try row.text("name")] = try row.number("value") }
        func number(_ name: String, in range: ClosedRange<Double>) throws -> Double {
            guard let number = numbers[name], range.contains(number) else {
                throw ReferenceError.contradiction(
                    file: table.file, line: 1, "\(name) must be between \(range.lowerBound) and \(range.upperBound)")
            }
            return number
        }
        molarVolume = try number("molar_volume", in: 20...30)
        hourCompleteness = try number("hour_completeness", in: 0...1)
        eightHourCompleteness = try number("eight_hour_completeness", in: 0...1)
        dayCompleteness = try number("day_completeness", in: 0...1)
    }
}
