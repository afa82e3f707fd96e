// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The Vietnamese water quality index (VN_WQI) of one sample or period at one
/// place: QĐ 1460/QĐ-TCMT of 12/11/2019.
package struct WaterQualityIndex: Hashable, Sendable {
    package let outcome: Outcome
    /// The class of the rounded index; `nil` without index.
    package let category: WaterQualityCategory?
    /// Before rounding; `nil` without index.
    package let exact: Double?
    /// In the order of groups and of the reference table.
    package let subIndices: [SubIndex]
    /// Oxygen in per cent of saturation, when oxygen and temperature are known.
    package let oxygenSaturation: Double?

    package var value: Int? {
        if case .value(let value) = outcome { value } else { nil }
    }

    package enum Outcome: Hashable, Sendable {
        /// 0 to 100; the greater the better.
        case value(Int)
        case none(Reason)
    }

    /// Why there is no index.
    package enum Reason: Hashable, Sendable {
        case noData
        /// Too few of the five groups have a parameter.
        case tooFewGroups(have: Int, needed: Int)
        /// Group IV (oxygen, organic matter, nutrients) has too few parameters.
        case tooFewNutrients(have: Int, needed: Int)

        package var message: Message {
            switch self {
            case .noData: Message("environment.wqi.none.no-data")
            case .tooFewGroups(let have, let needed):
                Message("environment.wqi.none.too-few-groups", ["have": .count(have), "needed": .count(needed)])
            case .tooFewNutrients(let have, let needed):
                Message(
                    "environment.wqi.none.too-few-nutrients", ["have": .count(have), "needed": .count(needed)])
            }
        }
    }

    package struct SubIndex: Hashable, Sendable {
        package let parameter: Parameter.Code
        package let group: Group
        /// In the parameter's unit; oxygen in mg/L.
        package let value: Double
        /// 10 to 100.
        package let index: Double
    }

    package enum Group: String, CaseIterable, Hashable, Sendable {
        /// pH
        case acidity = "I"
        case pesticides = "II"
        case metals = "III"
        /// Oxygen, organic matter and nutrients.
        case nutrients = "IV"
        case microbes = "V"

        package var name: Message { Message("environment.wqi.group.\(rawValue.lowercased())") }
    }
}

/// A class of the water quality index.
package struct WaterQualityCategory: Hashable, Sendable {
    /// `very-good`, `good`, `moderate`, `poor`, `bad`, `very-polluted`.
    package let code: String
    package let range: ClosedRange<Int>
    package let colour: String
    /// 0 for the best class, one more for every worse one.
    package let gravity: Int
    package let source: String

    package var name: Message { Message("environment.wqi.category.\(code)") }
}
