// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The course of a figure as a small line, with the same in words.
package struct Trend: Component {
    private let values: [Double?]
    private let decimals: Int
    private let unit: UnitOfMeasure

    /// - Parameter values: Evenly spaced, the newest last; `nil` where there is none.
    package init(_ values: [Double?], decimals: Int, unit: UnitOfMeasure) {
        self.values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
        self.decimals = decimals
        self.unit = unit
    }

    package var html: HTML {
        let known = values.compactMap(\.self)
        guard known.count > 1, let low = known.min(), let high = known.max(), let first = known.first,
            let last = known.last
        else { return "<p class=\"trend-none\">\(say: "web.trend.none")</p>" }
        let words = Message(
            "web.trend.words",
            [
                "first": number(first), "last": number(last), "low": number(low), "high": number(high),
                "unit": .text(unit.symbol),
            ])
        return """
            <svg class="trend" viewBox="0 0 120 32" role="img" preserveAspectRatio="none"><title>\(words)</title>\
            <path d="\(path(low: low, high: high))" vector-effect="non-scaling-stroke"/></svg>
            """
    }

    private func number(_ value: Double) -> Message.Argument { .number(value, decimals: decimals) }

    /// A gap in the values is a gap in the line.
    private func path(low: Double, high: Double) -> String {
        let width = 120 / Double(max(1, values.count - 1))
        let height = high > low ? 26 / (high - low) : 0
        var text = ""
        var isDrawing = false
        for (index, value) in values.enumerated() {
            guard let value else { isDrawing = false; continue }
            let x = Self.tenth(Double(index) * width)
            let y = Self.tenth(high > low ? 29 - (value - low) * height : 16)
            text += (isDrawing ? "L" : "M") + "\(x) \(y)"
            isDrawing = true
        }
        return text
    }

    private static func tenth(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
