// SPDX-License-Identifier: Apache-2.0

import Basics
package import Ports
package import SQLStore

/// What happened to stations, files and alarms lately.
package struct EnvironmentEvents: CityEvents {
    let database: any Database

    package func latestEvents(limit: Int) async throws -> [CityEvent] {
        try await database.read { reader in try EventStore.latest(limit: limit, in: reader) }.map { event in
            CityEvent(
                id: "environment-\(event.id)", at: event.at,
                message: Message(
                    "environment.event.\(Self.key(of: event))",
                    [
                        "amount": .count(event.amount), "station": .text(event.stationCode),
                        "subject": .text(event.subject),
                    ]),
                address: event.address)
        }
    }

    /// An alarm's event is worded by the step it took, the first word of its subject.
    private static func key(of event: EventStore.Event) -> String {
        guard event.kind == .alarm else { return event.kind.rawValue }
        return "alarm-" + event.subject.prefix { $0 != " " }
    }
}
