// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations

/// What quality control says against a value, in words.
enum FlagWords {
    /// `nil` for a value nothing speaks against.
    static func message(of flag: String) -> Message? {
        if flag == Observation.valid { return nil }
        if let rule = QualityRule.Kind(rawValue: flag) { return rule.name }
        for verdict in OfficerFlag.Verdict.allCases where flag == "officer-\(verdict.rawValue)" {
            return Message("environment.flag.by-officer.\(verdict.rawValue)")
        }
        return Message("environment.flag.other", ["flag": .text(flag)])
    }
}
