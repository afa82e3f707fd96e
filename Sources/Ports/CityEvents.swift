// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What happened lately, for the operations centre's list of events.
package protocol CityEvents: Sendable {
    /// The newest first; `limit` at most.
    func latestEvents(limit: Int) async throws -> [CityEvent]
}

/// Something that happened: a file taken in, an alarm raised, a flag set.
package struct CityEvent: Hashable, Sendable {
    package let id: String
    package let at: Instant
    package let message: Message
    /// The record behind the event.
    package let address: String
    package init(id: String, at: Instant, message: Message, address: String) {
        self.id = id
        self.at = at
        self.message = message
        self.address = address
    }
}

/// That something a screen shows has changed, told after the commit, on every node.
package protocol CityChanges: Sendable {
    /// Changes as they happen. Ends when the consumer stops.
    func changes() -> AsyncStream<CityChange>
}

package enum CityChange: Hashable, Sendable {
    /// Values, index or silence of the station with this code.
    case station(String)
    case alarms
    case events
    /// Some changes did not reach this listener: look at everything again.
    case missed
}
