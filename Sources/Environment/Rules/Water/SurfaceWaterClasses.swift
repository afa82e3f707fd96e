// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The class of surface water by QCVN 08:2023/BTNMT, Bảng 2 and Bảng 3.
package enum SurfaceWaterClass: String, CaseIterable, Comparable, Hashable, Sendable {
    case a = "A"
    case b = "B"
    case c = "C"
    case d = "D"

    package var name: Message { Message("environment.surface-water.class.\(rawValue.lowercased())") }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Bounds of the classes for each parameter and kind of water.
///
/// Of standing water (Bảng 3) only the bounds are here for which a source was
/// found: classes A and B of most parameters. A value beyond them is C or D,
/// which of the two cannot be told; what has no bounds is not judged.
package struct SurfaceWaterClasses: Sendable {
    package let bounds: [Bound]
    package let document = "QCVN 08:2023/BTNMT"

    package struct Bound: Hashable, Sendable {
        package let body: WaterBody
        package let parameter: Parameter.Code
        package let name: SurfaceWaterClass
        package let minimum: Double?
        package let maximum: Double?
        package let validity: Validity
        package let source: String

        package func holds(_ value: Double) -> Bool {
            (minimum.map { value >= $0 - 1e-9 } ?? true) && (maximum.map { value <= $0 + 1e-9 } ?? true)
        }
    }

    /// What a set of values says.
    package struct Assessment: Hashable, Sendable {
        package let parameters: [Parameter.Code: SurfaceWaterClass]
        /// Parameters whose class the known bounds do not tell.
        package let undetermined: Set<Parameter.Code>

        /// The worst class of all; `nil` when no value has bounds on that day,
        /// or when the class of one is undetermined.
        package var overall: SurfaceWaterClass? { undetermined.isEmpty ? parameters.values.max() : nil }
        /// The parameters of the worst class.
        package var deciding: [Parameter.Code] {
            parameters.filter { $0.value == overall }.keys.sorted()
        }
    }

    init(_ table: ReferenceTable) throws {
        bounds = try table.rows.map { row in
            Bound(
                body: try row.word("body"), parameter: Parameter.Code(try row.text("parameter")),
                name: try row.word("class"), minimum: try row.optionalNumber("minimum"),
                maximum: try row.optionalNumber("maximum"), validity: try row.validity(),
                source: try row.text("source"))
        }
    }

    /// The bounds of one class, or `nil` where none are known.
    package func bound(
        of parameter: Parameter.Code, _ name: SurfaceWaterClass, in body: WaterBody, on day: CivilDay
    ) -> Bound? {
        bounds.first {
            $0.body == body && $0.parameter == parameter && $0.name == name && $0.validity.contains(day)
        }
    }

    /// The class of each parameter, and the worst of them, on the day of the measurement.
    ///
    /// - Parameter hasFloatingWaste: Seen by people: turns class C of suspended
    ///   solids into D, where more than the bound of class B is in the water.
    package func assess(
        _ values: [Parameter.Code: Double], in body: WaterBody = .flowing, on day: CivilDay,
        hasFloatingWaste: Bool = false
    ) -> Assessment {
        var classes: [Parameter.Code: SurfaceWaterClass] = [:]
        var undetermined: Set<Parameter.Code> = []
        for (parameter, value) in values where value.isFinite {
            let rows = bounds.filter {
                $0.body == body && $0.parameter == parameter && $0.validity.contains(day)
            }
            guard !rows.isEmpty else { continue }
            if var found = Self.best(of: rows, for: value) {
                if hasFloatingWaste, found == .c, rows.contains(where: { $0.minimum == nil && $0.maximum == nil }) {
                    found = .d
                }
                classes[parameter] = found
            } else {
                undetermined.insert(parameter)
            }
        }
        return Assessment(parameters: classes, undetermined: undetermined)
    }

    /// The best class whose bounds `value` keeps, else D; `nil` where the bounds
    /// of a class that would have to be asked are not known.
    private static func best(of rows: [Bound], for value: Double) -> SurfaceWaterClass? {
        for name in SurfaceWaterClass.allCases.dropLast() {
            guard let row = rows.first(where: { $0.name == name }) else { return nil }
            if row.holds(value) { return name }
        }
        return .d
    }
}
