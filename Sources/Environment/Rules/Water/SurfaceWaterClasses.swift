// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The class of a river, stream or canal by QCVN 08:2023/BTNMT, Bảng 2.
package enum SurfaceWaterClass: String, CaseIterable, Comparable, Hashable, Sendable {
    case a = "A"
    case b = "B"
    case c = "C"
    case d = "D"

    package var name: Message { Message("environment.surface-water.class.\(rawValue.lowercased())") }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Bounds of the classes for each parameter.
///
/// Lakes and ponds (Bảng 3) have other bounds, of which no full text is at hand;
/// they are not judged.
package struct SurfaceWaterClasses: Sendable {
    package let bounds: [Bound]
    package let document = "QCVN 08:2023/BTNMT"

    package struct Bound: Hashable, Sendable {
        package let parameter: Parameter.Code
        package let name: SurfaceWaterClass
        package let minimum: Double?
        package let maximum: Double?
        package let validity: Validity
        package let source: String

        func holds(_ value: Double) -> Bool {
            (minimum.map { value >= $0 - 1e-9 } ?? true) && (maximum.map { value <= $0 + 1e-9 } ?? true)
        }
    }

    /// What a set of values says.
    package struct Assessment: Hashable, Sendable {
        /// The worst class of all; `nil` when no value has bounds on that day.
        package let overall: SurfaceWaterClass?
        package let parameters: [Parameter.Code: SurfaceWaterClass]
        /// The parameters of the worst class.
        package var deciding: [Parameter.Code] {
            parameters.filter { $0.value == overall }.keys.sorted()
        }
    }

    init(_ table: ReferenceTable) throws {
        bounds = try table.rows.map { row in
            Bound(
                parameter: Parameter.Code(try row.text("parameter")), name: try row.word("class"),
                minimum: try row.optionalNumber("minimum"), maximum: try row.optionalNumber("maximum"),
                validity: try row.validity(), source: try row.text("source"))
        }
    }

    /// The class of each parameter, and the worst of them, on the day of the measurement.
    ///
    /// - Parameter hasFloatingWaste: Seen by people: turns class C of suspended
    ///   solids into D, where more than the bound of class B is in the water.
    package func assess(
        _ values: [Parameter.Code: Double], on day: CivilDay, hasFloatingWaste: Bool = false
    ) -> Assessment {
        var classes: [Parameter.Code: SurfaceWaterClass] = [:]
        for (parameter, value) in values where value.isFinite {
            let rows = bounds.filter { $0.parameter == parameter && $0.validity.contains(day) }
            guard !rows.isEmpty else { continue }
            var found = rows.filter { $0.holds(value) }.map(\.name).min() ?? .d
            if hasFloatingWaste, found == .c, rows.contains(where: { $0.minimum == nil && $0.maximum == nil }) {
                found = .d
            }
            classes[parameter] = found
        }
        return Assessment(overall: classes.values.max(), parameters: classes)
    }
}
