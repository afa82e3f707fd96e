// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The city's time, the day and who is on duty. Every renewal of the screen
/// sets it right again; between them a script moves the hands.
struct CityClock: Component {
    static let id = "city-clock"

    let moment: Instant
    let turn: ShiftTurn?
    let zone: CivilZone
    /// How many times as fast as life the city's clock runs; `nil` when it is the present.
    let replaySpeed: Double?
    let language: Language

    var html: HTML {
        """
        <div class="city-clock" id="\(Self.id)">\
        <p class="city-clock-time"><time datetime="\(moment.iso8601(in: zone))" data-behaviour="clock" \
        data-speed="\(machine: replaySpeed ?? 1)">\(hands)</time></p>\
        <p class="city-clock-day">\(say: "operations.weekday.\(zone.day(of: moment).weekday)"), \(zone.day(of: moment))</p>\
        <p class="city-clock-shift">\(shift)</p>\
        \(replaySpeed.map(Self.replay))</div>
        """
    }

    private var hands: String {
        let time = zone.time(of: moment)
        return "\(two(time.hour)):\(two(time.minute)):\(two(time.second))"
    }

    private var shift: HTML {
        guard let turn else { return "\(say: "operations.shift.none")" }
        let name = language == .vi ? turn.shift.name : turn.shift.nameEnglish
        return """
            <span class="city-clock-duty">\(name)</span> \(turn.startAt, .clock)–\(turn.endAt, .clock)\
            <span class="city-clock-source"> · \(say: "operations.shift.source", ["source": .text(turn.shift.source)])</span>
            """
    }

    private static func replay(_ speed: Double) -> HTML {
        let words = Message("operations.replay.short", ["speed": .number(speed, decimals: speed < 10 ? 1 : 0)])
        return "<p class=\"city-clock-replay\">\(Icon.history)\(words)</p>"
    }
}
