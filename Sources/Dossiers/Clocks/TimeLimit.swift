// SPDX-License-Identifier: Apache-2.0

/// How long something may take, as the law counts it.
package struct TimeLimit: Hashable, Sendable {
    package enum Unit: String, CaseIterable, Hashable, Sendable {
        case workingDay = "working_day"
        case calendarDay = "calendar_day"
        case workingHour = "working_hour"
        /// Hours that run on at night.
        case clockHour = "clock_hour"
        case month
        /// By the end of the day, or of the next working day when received after the cut-off.
        case sameDay = "same_day"
    }

    /// Beyond it no procedure goes; a longer one was mistyped.
    package static let longest = 3_660

    package let count: Int
    package let unit: Unit

    /// - Parameter count: 1 to `longest`; `sameDay` takes 1 for any.
    /// - Throws: `.limitOutOfRange`.
    package init(_ count: Int, _ unit: Unit) throws(ReckoningError) {
        guard (1...Self.longest).contains(count) else { throw .limitOutOfRange }
        self.count = unit == .sameDay ? 1 : count
        self.unit = unit
    }
}
