// SPDX-License-Identifier: Apache-2.0

package import Basics

/// One check of measured values with its thresholds: a row of
/// `Reference/quality_rules.csv`.
package struct QualityRule: Hashable, Sendable {
    package let kind: Kind
    package let severity: Severity
    let scope: Scope
    let minimum: Double?
    let maximum: Double?
    let count: Int
    let hours: Double
    let factor: Double
    let tolerance: Double
    let ignoresZero: Bool
    let validity: Validity

    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case range, negative, stuck, spike
        case particulateOrder = "pm-order"

        package var name: Message { Message("environment.quality.rule.\(rawValue)") }
    }

    package enum Severity: String, Hashable, Sendable {
        /// The value does not count.
        case reject
        /// The value counts until an officer decides otherwise.
        case suspect
    }

    enum Scope: Hashable, Sendable {
        case all
        case medium(Parameter.Medium)
        case parameter(Parameter.Code)
    }

    init(_ row: ReferenceTable.Row) throws {
        kind = try row.word("rule")
        severity = try row.word("severity")
        let name = try row.text("parameter")
        scope = name == "*" ? .all : Parameter.Medium(rawValue: name).map { .medium($0) } ?? .parameter(.init(name))
        minimum = try row.optionalNumber("minimum")
        maximum = try row.optionalNumber("maximum")
        count = try row.optionalCount("count") ?? 0
        hours = try row.optionalNumber("hours") ?? 0
        factor = try row.optionalNumber("factor") ?? 0
        tolerance = try row.optionalNumber("tolerance") ?? 0
        ignoresZero = try row.truth("ignores_zero")
        validity = try row.validity()
        let lacksNumbers =
            switch kind {
            case .stuck: count < 2 || hours <= 0
            case .spike: count < 3 || factor <= 0
            default: false
            }
        if lacksNumbers { throw row.bad("count", "\(count)") }
    }

    func applies(to parameter: Parameter) -> Int? {
        switch scope {
        case .parameter(let code): code == parameter.code ? 3 : nil
        case .medium(let medium): medium == parameter.medium ? 2 : nil
        case .all: 1
        }
    }
}

/// One value under examination.
package struct QualitySample: Hashable, Sendable {
    package let at: Instant
    package let value: Double

    package init(at: Instant, value: Double) {
        self.at = at
        self.value = value
    }
}

/// What a rule found in one value.
package struct QualityVerdict: Hashable, Sendable {
    package let rule: QualityRule.Kind
    package let severity: QualityRule.Severity
    package let at: Instant
    /// What was seen, with numbers.
    package let evidence: Message
}
