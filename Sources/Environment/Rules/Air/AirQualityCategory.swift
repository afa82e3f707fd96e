// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A band of the air quality index: QĐ 1459/QĐ-TCMT, Bảng 1, 4 and 5.
package struct AirQualityCategory: Hashable, Sendable {
    /// `good`, `moderate`, `poor`, `bad`, `very-bad`, `hazardous`.
    package let code: String
    package let range: ClosedRange<Int>
    /// `#00E400`, exactly as the decision gives it.
    package let colour: String
    /// 0 for the best band, one more for every worse one.
    package let gravity: Int
    package let validity: Validity
    package let source: String

    package var name: Message { Message("environment.aqi.category.\(code)") }
    /// What such air does to people: Bảng 4.
    package var effect: Message { Message("environment.aqi.effect.\(code)") }
    /// What everyone is advised to do: Bảng 5.
    package var advice: Message { Message("environment.aqi.advice.\(code)") }
    /// What old people, children and people with heart or lung disease are advised to do: Bảng 5.
    package var sensitiveAdvice: Message { Message("environment.aqi.sensitive-advice.\(code)") }

    init(_ row: ReferenceTable.Row, gravity: Int) throws {
        self.gravity = gravity
        let (from, to) = (try row.count("from"), try row.count("to"))
        guard from <= to else { throw row.bad("to", "\(to)") }
        code = try row.text("code")
        range = from...to
        colour = try row.text("colour")
        validity = try row.validity()
        source = try row.text("source")
    }
}
