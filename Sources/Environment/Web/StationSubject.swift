// SPDX-License-Identifier: Apache-2.0

extension Station {
    /// What its series are series of.
    static func subject(code: String) -> String { "environment/station/\(code)" }
}
