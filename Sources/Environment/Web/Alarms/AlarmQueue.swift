// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Alarms one under the other, the newest first.
struct AlarmQueue: Component {
    let alarms: [Alarm]
    let parameters: [Parameter.Code: Parameter]
    var namesStation = true
    var next: Address?

    var html: HTML {
        Queue(
            alarms.map(row), empty: EmptyState(Message("environment.alarms.none")), next: next
        ).html
    }

    private func row(_ alarm: Alarm) -> QueueRow {
        let words = AlarmWords(alarm: alarm, parameters: parameters)
        return QueueRow(
            "\(words.message)", Address(local: alarm.address) ?? "/environment/alarms",
            detail: """
                \(namesStation ? "\(alarm.stationName) · " as HTML : nil)\
                \(alarm.endedAt.map { "\(say: "environment.alarms.ended", ["at": .instant($0)])" as HTML })
                """, tag: words.tag, at: alarm.raisedAt, id: "alarm-\(alarm.id.description)")
    }
}
