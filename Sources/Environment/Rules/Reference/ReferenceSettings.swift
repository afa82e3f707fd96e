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

    /// Groups of parameters without which there is no water quality index.
    package var wqiMinimumGroups: Int
    /// Parameters of group IV without which there is none.
    package var wqiMinimumNutrients: Int
    /// Saturation of oxygen in mg/L as a polynomial in °C, constant term first.
    package var oxygenSaturation: [Double]

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
        wqiMinimumGroups = Int(try number("wqi_minimum_groups", in: 1...5))
        wqiMinimumNutrients = Int(try number("wqi_minimum_nutrients", in: 1...8))
        oxygenSaturation = try (0...3).map { try number("do_saturation_\($0)", in: -100...100) }
    }
}
