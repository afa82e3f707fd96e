// SPDX-License-Identifier: Apache-2.0

import Basics

/// The moment written `yyyyMMddHHmmss` on a Vietnamese wall clock, or `nil` when
/// these are not fourteen digits of a real date and time.
func stationTime(in bytes: Span<UInt8>, _ range: Range<Int>) -> Instant? {
    guard range.count == 14 else { return nil }
    func number(_ offset: Int, _ length: Int) -> Int? {
        var number = 0
        for index in 0..<length {
            let digit = bytes[range.lowerBound + offset + index] &- 0x30
            guard digit < 10 else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }
    guard let year = number(0, 4), let month = number(4, 2), let dayOfMonth = number(6, 2),
        let hour = number(8, 2), let minute = number(10, 2), let second = number(12, 2),
        hour < 24, minute < 60, second < 60, let day = CivilDay(year, month, dayOfMonth)
    else { return nil }
    return CivilZone.vietNam.instant(of: CivilTime(day: day, hour: hour, minute: minute, second: second))
}

/// The same written: `20260115080500`.
func stationTime(of moment: Instant) -> String {
    let time = CivilZone.vietNam.time(of: moment)
    let date = time.day.iso8601.filter { $0 != "-" }
    return [time.hour, time.minute, time.second].reduce(into: date) { text, part in
        text += part < 10 ? "0\(part)" : "\(part)"
    }
}
