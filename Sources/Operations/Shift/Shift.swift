// SPDX-License-Identifier: Apache-2.0

import Basics

/// A turn of duty in the operations centre, as its reference data name it.
struct Shift: Hashable, Sendable {
    let code: String
    let name: String
    let nameEnglish: String
    /// Minutes after midnight; an end that is not after the start is on the next day.
    let startMinute: Int
    let endMinute: Int
    /// Where the hours come from: a decision's number, or `mẫu` for a sample.
    let source: String

    func contains(minute: Int) -> Bool {
        startMinute < endMinute
            ? (startMinute..<endMinute).contains(minute)
            : minute >= startMinute || minute < endMinute
    }
}

/// One turn of duty on a certain day.
struct ShiftTurn: Hashable, Sendable {
    let shift: Shift
    let startAt: Instant
    let endAt: Instant
}
