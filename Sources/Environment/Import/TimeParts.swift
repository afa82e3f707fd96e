// SPDX-License-Identifier: Apache-2.0

import Basics

/// Numbers and signs of a written time, one after the other.
struct TimeParts {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
        skipBlanks()
    }

    mutating func number() -> (value: Int, digits: Int)? {
        var value = 0
        let start = place
        while place < bytes.count, bytes[place] &- 0x30 < 10, place - start < 9 {
            value = value * 10 + Int(bytes[place] &- 0x30)
            place += 1
        }
        return place > start ? (value, place - start) : nil
    }

    mutating func sign(of allowed: String) -> Character? {
        guard place < bytes.count, allowed.utf8.contains(bytes[place]) else { return nil }
        defer { place += 1 }
        return Character(Unicode.Scalar(bytes[place]))
    }

    /// The clock's time that follows a day: nothing, or hours and minutes, seconds with
    /// fraction, AM or PM, a zone; and nothing else.
    mutating func clock(on day: CivilDay, zone: CivilZone) -> Instant? {
        guard !isAtEnd else { return zone.start(of: day) }
        guard sign(of: "T ,") != nil else { return nil }
        skipBlanks()
        guard var hour = number()?.value, sign(of: ":h") != nil, let minute = number()?.value else { return nil }
        var second = 0
        if sign(of: ":") != nil {
            guard let value = number()?.value else { return nil }
            second = value
            if sign(of: ".,") != nil, number() == nil { return nil }
        }
        skipBlanks()
        switch word() {
        case "am", "sa":
            guard (1...12).contains(hour) else { return nil }
            hour %= 12
        case "pm", "ch":
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + 12
        case "": break
        default: return nil
        }
        guard minute < 60, second < 60, hour < 24 || (hour == 24 && minute == 0 && second == 0) else { return nil }
        guard let zone = offset(standard: zone), isAtEnd else { return nil }
        return zone.start(of: day) + .seconds(hour * 3_600 + minute * 60 + second)
    }

    private var isAtEnd: Bool { bytes[place...].allSatisfy { $0 == 0x20 } }

    private mutating func skipBlanks() {
        while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    }

    /// AM, PM and the Vietnamese SA (sáng), CH (chiều); `Z` belongs to the zone.
    private mutating func word() -> String {
        guard place + 1 < bytes.count, bytes[place] | 0x20 != 0x7A else { return "" }
        let pair = bytes[place...(place + 1)].map { $0 | 0x20 }
        guard pair.allSatisfy({ (0x61...0x7A).contains($0) }) else { return "" }
        place += 2
        skipBlanks()
        return String(decoding: pair, as: UTF8.self)
    }

    private mutating func offset(standard: CivilZone) -> CivilZone? {
        if sign(of: "Zz") != nil { return .utc }
        guard let direction = sign(of: "+-") else { return standard }
        guard let hours = number() else { return nil }
        var minutes = hours.digits == 4 ? hours.value / 100 * 60 + hours.value % 100 : hours.value * 60
        if hours.digits == 2, sign(of: ":") != nil {
            guard let rest = number()?.value, rest < 60 else { return nil }
            minutes += rest
        }
        guard minutes <= 14 * 60 else { return nil }
        return CivilZone(offsetMinutes: direction == "-" ? -minutes : minutes)
    }
}
