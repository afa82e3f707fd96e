// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Something stations measure: PM2.5, pH, wind speed.
///
/// Parameters are reference data (`Reference/parameters.csv`), so this type
/// holds no list of them.
package struct Parameter: Hashable, Sendable {
    package let code: Code
    package let medium: Medium
    /// The one unit in which values are stored, averaged and compared.
    package let unit: UnitOfMeasure
    /// The decimals that are meaningful when a value is shown.
    package let decimals: Int
    /// What scientists write, the same in every language: `PM2.5`, `NO₂`, `pH`.
    package let symbol: String
    /// The symbol in the station files of TT 10/2021/TT-BTNMT, Bảng 34:
    /// `PM2,5` with a comma. `nil` where the table has none.
    package let stationSymbol: String?
    /// In g/mol, where concentrations by volume (ppb, ppm) may arrive.
    package let molarMass: Double?
    /// What instruments of this kind can read, in `unit`; a value outside is a
    /// fault of the instrument or the line. A station's own range may be narrower.
    package let instrumentRange: ClosedRange<Double>?
    /// Where range and symbols come from.
    package let source: String

    /// Its name in words: `environment.parameter.pm25`.
    package var name: Message {
        Message("environment.parameter.\(code.rawValue.replacing("_", with: "-"))")
    }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// In what something is measured.
    package enum Medium: String, CaseIterable, Hashable, Sendable {
        case air, weather, water
    }
}

extension Parameter {
    /// The name of a parameter in databases, addresses and API answers: `pm25`.
    package struct Code: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
        CustomStringConvertible
    {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }
        package init(_ text: String) { rawValue = text }
        package init(stringLiteral text: String) { rawValue = text }

        package var description: String { rawValue }
        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }
}

/// The parameters that rules of law name one by one.
extension Parameter.Code {
    package static let pm25: Self = "pm25"
    package static let pm10: Self = "pm10"
    package static let ozone: Self = "o3"
    package static let nitrogenDioxide: Self = "no2"
    package static let sulphurDioxide: Self = "so2"
    package static let carbonMonoxide: Self = "co"
    package static let waterTemperature: Self = "water_temperature"
    package static let dissolvedOxygen: Self = "do"
    package static let acidity: Self = "ph"
}
