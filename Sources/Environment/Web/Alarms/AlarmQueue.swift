// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Alarms one under the other, the newest first.
struct AlarmQueue: Component {
    let alarms: [Alarm]
    let catalogue: ParameterCatalogue
    var namesStation = true
    var next: Address?

    var html: HTML {
        Queue(
            alarms.map(row), empty: EmptyState(Message("environment.alarms.none")), next: next
        ).html
    }

    private func row(_ alarm: Alarm) -> QueueRow {
        QueueRow(
            "\(alarm.message(catalogue))", Address(local: alarm.address) ?? "/environment/alarms",
            detail: """
                \(namesStation ? "\(alarm.stationName)" as HTML : nil)\
                \(namesStation && alarm.endedAt != nil ? " · " as HTML : nil)\
                \(alarm.endedAt.map { "\(say: "environment.alarms.ended", ["at": .instant($0)])" as HTML })
                """, tag: alarm.stateTag, at: alarm.raisedAt, id: "alarm-\(alarm.id.description)")
    }
}
