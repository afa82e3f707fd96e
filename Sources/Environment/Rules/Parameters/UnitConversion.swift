// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How a value arriving in one unit becomes one in a parameter's own unit.
package struct UnitConversion: Hashable, Sendable {
    package let factor: Double
    package let offset: Double

    package static let identity = UnitConversion(factor: 1, offset: 0)

    package init(factor: Double, offset: Double = 0) {
        self.factor = factor
        self.offset = offset
    }

    /// The value in the parameter's unit, to the sixth decimal: finer than any
    /// instrument, and it keeps 0.57 mg at 570 µg and not 569.999….
    package func callAsFunction(_ value: Double) -> Double {
        if factor == 1, offset == 0 { return value }
        let converted = value * factor + offset
        guard converted.magnitude < 1e9 else { return converted }
        return (converted * 1e6).rounded(.toNearestOrAwayFromZero) / 1e6
    }
}

/// Why a value's unit is not taken.
package enum UnitRefusal: Error, Hashable, Sendable {
    /// No unit of this name is known.
    case unknownUnit(String)
    /// The unit is known and measures something else, as mg/L for wind speed.
    case notConvertible(parameter: Parameter.Code, unit: UnitOfMeasure)

    package var message: Message {
        switch self {
        case .unknownUnit(let text):
            Message("environment.refusal.unknown-unit", ["unit": .text(text)])
        case .notConvertible(let parameter, let unit):
            Message(
                "environment.refusal.unit-not-convertible",
                ["parameter": .text(parameter.rawValue), "unit": .text(unit.symbol)])
        }
    }
}
