// SPDX-License-Identifier: Apache-2.0

/// A unit of measurement. (Foundation has a class called `Unit`, hence the longer name.)
///
/// The code follows UCUM (unitsofmeasure.org) where UCUM has one; the symbol
/// is what people read, the same in Vietnamese and English.
package struct UnitOfMeasure: Hashable, Sendable {
    /// Stored in databases and written in API answers: `ug/m3`.
    package let code: String
    /// Shown to people: `µg/m³`. Empty for an index or a pure number.
    package let symbol: String

    package init(code: String, symbol: String) {
        self.code = code
        self.symbol = symbol
    }

    package static let one = UnitOfMeasure(code: "1", symbol: "")
    package static let percent = UnitOfMeasure(code: "%", symbol: "%")
    package static let microgramPerCubicMetre = UnitOfMeasure(code: "ug/m3", symbol: "µg/m³")
    package static let milligramPerCubicMetre = UnitOfMeasure(code: "mg/m3", symbol: "mg/m³")
    package static let milligramPerLitre = UnitOfMeasure(code: "mg/L", symbol: "mg/L")
    package static let microgramPerLitre = UnitOfMeasure(code: "ug/L", symbol: "µg/L")
    package static let partPerBillion = UnitOfMeasure(code: "[ppb]", symbol: "ppb")
    package static let partPerMillion = UnitOfMeasure(code: "[ppm]", symbol: "ppm")
    package static let celsius = UnitOfMeasure(code: "Cel", symbol: "°C")
    package static let hectopascal = UnitOfMeasure(code: "hPa", symbol: "hPa")
    package static let metrePerSecond = UnitOfMeasure(code: "m/s", symbol: "m/s")
    package static let degree = UnitOfMeasure(code: "deg", symbol: "°")
    package static let wattPerSquareMetre = UnitOfMeasure(code: "W/m2", symbol: "W/m²")
    package static let millimetre = UnitOfMeasure(code: "mm", symbol: "mm")
    package static let microsiemensPerCentimetre = UnitOfMeasure(code: "uS/cm", symbol: "µS/cm")
    package static let turbidity = UnitOfMeasure(code: "[NTU]", symbol: "NTU")
    package static let perHundredMillilitre = UnitOfMeasure(code: "/100mL", symbol: "MPN/100 mL")
    package static let cubicMetrePerHour = UnitOfMeasure(code: "m3/h", symbol: "m³/h")
    package static let minute = UnitOfMeasure(code: "min", symbol: "min")

    /// Every unit the platform knows.
    package static let all: [UnitOfMeasure] = [
        .one, .percent, .microgramPerCubicMetre, .milligramPerCubicMetre, .milligramPerLitre,
        .microgramPerLitre, .partPerBillion, .partPerMillion, .celsius, .hectopascal,
        .metrePerSecond, .degree, .wattPerSquareMetre, .millimetre, .microsiemensPerCentimetre,
        .turbidity, .perHundredMillilitre, .cubicMetrePerHour, .minute,
    ]

    /// The unit with this code; a code unknown here is its own symbol, so that
    /// no stored series ever loses its unit.
    package static func withCode(_ code: String) -> UnitOfMeasure {
        all.first { $0.code == code } ?? UnitOfMeasure(code: code, symbol: code)
    }
}
