// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// What happened lately, the newest first.
struct EventList: Component {
    static let id = "events"

    let events: Panel<[CityEvent]>
    var shown = CityReading.eventLimit
    let retry: Address

    var html: HTML {
        """
        <section class="event-list" id="\(Self.id)" aria-labelledby="\(Self.id)-title">\
        <h2 class="panel-title" id="\(Self.id)-title">\(say: "operations.events.title")</h2>\(content)</section>
        """
    }

    private var content: HTML {
        guard case .known(let events) = events else {
            return ErrorState(Message("operations.events.failed"), retry: retry).html
        }
        return Queue(
            events.prefix(shown).map { event in
                QueueRow("\(event.message)", Address(local: event.address) ?? "/operations", at: event.at)
            },
            empty: EmptyState(Message("operations.events.none"))
        ).html
    }
}
