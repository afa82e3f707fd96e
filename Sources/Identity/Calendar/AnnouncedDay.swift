// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A holiday, an exchanged day, or a correction of one, as somebody entitled
/// wrote it down. The last word about a day holds; earlier ones stay.
package struct AnnouncedDay: Hashable, Sendable {
    package typealias ID = Identifier<AnnouncedDay>

    package let id: ID
    package let entry: WorkingCalendar.Entry
    package let reason: String
    package let at: Instant
    package let byName: String
}

/// That the days of a year are all there, as somebody entitled wrote down.
package struct CompletedYear: Hashable, Sendable {
    package let year: Int
    package let source: String
    package let at: Instant
    package let byName: String
}

/// What can be wrong with days somebody writes down.
package enum CalendarError: UserFacing, Hashable {
    case nameMissing, sourceMissing, reasonMissing
    /// Nothing would change: the day is known as that.
    case knownAlready
    /// An exchange takes a day of the week off and has another one worked, of the same year or the next to it.
    case noExchange
    case yearOutOfRange
    /// Too few days off for a year's holidays.
    case tooFewHolidays(count: Int, needed: Int)
    case yearKnown(Int)

    package var answer: (status: Int, message: Message) {
        switch self {
        case .nameMissing: (422, Self.message("name-missing"))
        case .sourceMissing: (422, Self.message("source-missing"))
        case .reasonMissing: (422, Self.message("reason-missing"))
        case .knownAlready: (409, Self.message("known-already"))
        case .noExchange: (422, Self.message("no-exchange"))
        case .yearOutOfRange: (422, Self.message("year-out-of-range"))
        case .tooFewHolidays(let count, let needed):
            (422, Self.message("too-few-holidays", ["count": .count(count), "needed": .count(needed)]))
        case .yearKnown(let year): (409, Self.message("year-known", ["year": .text(String(year))]))
        }
    }

    private static func message(_ key: String, _ arguments: [String: Message.Argument] = [:]) -> Message {
        Message("identity.calendar.error.\(key)", arguments)
    }
}
