// SPDX-License-Identifier: Apache-2.0

extension CivilDay {
    /// A day as people and tables write it: `2026-11-23` (what date fields
    /// send) or `23/11/2026`.
    package init?(typed text: String) {
        if let day = CivilDay(iso8601: text) {
            self = day
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        self.init(parts[2], parts[1], parts[0])
    }
}
