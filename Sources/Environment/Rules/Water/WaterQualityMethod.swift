// SPDX-License-Identifier: Apache-2.0

/// How the water quality index is worked out, from reference data.
package struct WaterQualityMethod: Sendable {
    package let document = "QĐ 1460/QĐ-TCMT"
    package let curves: [Curve]
    package let categories: [WaterQualityCategory]
    package let settings: ReferenceSettings

    /// The index of one parameter as a line through points; where two points
    /// share a value the line jumps.
    package struct Curve: Hashable, Sendable {
        package let group: WaterQualityIndex.Group
        package let parameter: Parameter.Code
        package var points: [Point]

        package struct Point: Hashable, Sendable {
            package let value: Double
            package let index: Double
            /// Whether this is the index at the value itself, where two points share it.
            package let holds: Bool
        }

        /// Constant beyond the ends.
        package func index(of value: Double) -> Double {
            if let point = points.first(where: { $0.value == value && $0.holds }) { return point.index }
            guard let high = points.first(where: { $0.value > value }) else { return points.last?.index ?? 0 }
            guard let low = points.last(where: { $0.value < value }) else { return points[0].index }
            return low.index + (high.index - low.index) * (value - low.value) / (high.value - low.value)
        }
    }

    init(points: ReferenceTable, classes: ReferenceTable, settings: ReferenceSettings) throws {
        var curves: [Curve] = []
        for row in points.rows {
            let parameter = Parameter.Code(try row.text("parameter"))
            if curves.last?.parameter != parameter {
                curves.append(Curve(group: try row.word("group"), parameter: parameter, points: []))
            }
            let point = Curve.Point(
                value: try row.number("value"), index: try row.number("index"), holds: try row.truth("holds"))
            guard point.value >= curves[curves.count - 1].points.last?.value ?? -.infinity else {
                throw row.bad("value", "\(point.value)")
            }
            curves[curves.count - 1].points.append(point)
        }
        self.curves = curves
        categories = try classes.rows.enumerated().map { place, row in
            WaterQualityCategory(
                code: try row.text("code"), range: try row.count("from")...(try row.count("to")),
                colour: try row.text("colour"), gravity: place, source: try row.text("source"))
        }
        self.settings = settings
    }

    /// What water of this temperature can hold, in mg/L.
    package func oxygenSaturation(atCelsius temperature: Double) -> Double {
        settings.oxygenSaturation.reversed().reduce(0) { $0 * temperature + $1 }
    }

    /// The index of one set of values in the parameters' own units.
    ///
    /// `WQI = I/100 × (∏ II)^(1/n)/100 × (∏ III)^(1/m)/100 × (mean IV² × mean V)^(1/3)`. Groups I, II and III
    /// without value count as one, without group V the mean of group IV stands alone.
    /// Oxygen counts only with the water's temperature.
    package func index(of values: [Parameter.Code: Double]) -> WaterQualityIndex {
        var saturation: Double?
        if let oxygen = values[.dissolvedOxygen], let temperature = values[.waterTemperature],
            oxygen.isFinite, temperature.isFinite, oxygenSaturation(atCelsius: temperature) > 0
        {
            saturation = oxygen / oxygenSaturation(atCelsius: temperature) * 100
        }
        var found: [WaterQualityIndex.SubIndex] = []
        for curve in curves {
            guard let value = values[curve.parameter], value.isFinite else { continue }
            let argument = curve.parameter == .dissolvedOxygen ? saturation : value
            guard let argument else { continue }
            found.append(
                WaterQualityIndex.SubIndex(
                    parameter: curve.parameter, group: curve.group, value: value,
                    index: curve.index(of: argument)))
        }
        return index(of: found, saturation: saturation)
    }

    private func index(
        of found: [WaterQualityIndex.SubIndex], saturation: Double?
    ) -> WaterQualityIndex {
        func indices(_ group: WaterQualityIndex.Group) -> [Double] {
            found.filter { $0.group == group }.map(\.index)
        }
        func answer(_ outcome: WaterQualityIndex.Outcome, _ exact: Double? = nil) -> WaterQualityIndex {
            var category: WaterQualityCategory?
            if case .value(let value) = outcome { category = categories.first { $0.range.contains(value) } }
            return WaterQualityIndex(
                outcome: outcome, category: category, exact: exact, subIndices: found,
                oxygenSaturation: saturation)
        }
        let groups = Set(found.map(\.group)).count
        let nutrients = indices(.nutrients)
        guard !found.isEmpty else { return answer(.none(.noData)) }
        guard nutrients.count >= settings.wqiMinimumNutrients else {
            return answer(
                .none(.tooFewNutrients(have: nutrients.count, needed: settings.wqiMinimumNutrients)))
        }
        guard groups >= settings.wqiMinimumGroups else {
            return answer(.none(.tooFewGroups(have: groups, needed: settings.wqiMinimumGroups)))
        }
        var exact = mean(nutrients)
        let microbes = indices(.microbes)
        if !microbes.isEmpty { exact = cubeRoot(exact * exact * mean(microbes)) }
        for group in [WaterQualityIndex.Group.acidity, .pesticides, .metals] {
            let factors = indices(group)
            if !factors.isEmpty { exact *= geometricMean(factors) / 100 }
        }
        // A hair is added so that an exact half does not fall below itself as a binary float.
        return answer(.value(Int((exact + 0.5 + 1e-9).rounded(.down))), exact)
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
