// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Why a time cannot be reckoned. There is never a guess in its place.
package enum ReckoningError: UserFacing, Hashable {
    /// The year's holidays were not entered yet.
    case calendarMissing(year: Int)
    /// No row of office hours holds on that day.
    case hoursMissing(on: CivilDay)
    /// A limit of nothing, or beyond `TimeLimit.longest`.
    case limitOutOfRange
    /// What was asked for came before it was asked, or was asked while the office still waited.
    case interruptionsOutOfOrder
    /// The calendar or policy is none of the reference data's.
    case unknownCalendar(String)

    package var answer: (status: Int, message: Message) {
        switch self {
        case .calendarMissing(let year): (409, Self.message("calendar-missing", ["year": .text(String(year))]))
        case .hoursMissing(let day): (409, Self.message("hours-missing", ["day": .day(day)]))
        case .limitOutOfRange: (422, Self.message("limit-out-of-range"))
        case .interruptionsOutOfOrder: (422, Self.message("interruptions-out-of-order"))
        case .unknownCalendar(let code): (422, Self.message("unknown-calendar", ["code": .text(code)]))
        }
    }

    private static func message(_ key: String, _ arguments: [String: Message.Argument] = [:]) -> Message {
        Message("dossiers.error.\(key)", arguments)
    }
}
