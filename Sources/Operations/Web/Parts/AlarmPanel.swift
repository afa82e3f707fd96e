// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// Open alarms, those that wait for somebody first.
struct AlarmPanel: Component {
    static let id = "alarms"

    let alarms: Panel<AlarmQueue>
    /// How many are shown; the rest is told in words.
    var shown = AlarmQueue.limit
    /// Whether each alarm offers to be acknowledged.
    var offersActs = true
    let retry: Address

    var html: HTML {
        """
        <section class="alarm-panel" id="\(Self.id)" aria-labelledby="\(Self.id)-title">\
        <h2 class="panel-title" id="\(Self.id)-title">\(say: "operations.alarms.title")</h2>\(content)</section>
        """
    }

    private var content: HTML {
        guard case .known(let queue) = alarms else {
            return ErrorState(Message("operations.alarms.failed"), retry: retry).html
        }
        let hidden = queue.alarms.count - min(shown, queue.alarms.count)
        var html = AlarmStrip(queue.alarms.prefix(shown).map(entry)).html
        if queue.isCut {
            html += "<p class=\"alarm-more\">\(say: "operations.alarms.cut", ["count": .count(hidden)])</p>"
        } else if hidden > 0 {
            html += "<p class=\"alarm-more\">\(say: "operations.alarms.more", ["count": .count(hidden)])</p>"
        }
        return html
    }

    private func entry(_ alarm: AlarmNotice) -> AlarmStrip.Entry {
        AlarmStrip.Entry(
            id: alarm.id, Self.severity(of: alarm), alarm.message, subject: alarm.subject, raisedAt: alarm.raisedAt,
            acknowledged: alarm.acknowledgement, address: Address(local: alarm.address) ?? "/operations",
            action: offersActs && alarm.acknowledgedAt == nil
                ? LinkButton(Message("operations.alarms.acknowledge"), alarm.acknowledgementAddress, .quiet).html
                : .empty)
    }

    static func severity(of alarm: AlarmNotice) -> AlarmStrip.Entry.Severity {
        switch alarm.severity {
        case .grave: .grave
        case .warning: .warning
        case .notice: .notice
        }
    }
}

extension AlarmNotice {
    /// Who took notice and when.
    var acknowledgement: (by: String, at: Instant)? {
        acknowledgedAt.map { (by: acknowledgedBy ?? "", at: $0) }
    }

    /// Where notice is taken of this alarm.
    var acknowledgementAddress: Address { "/operations/alarms/\(id)/acknowledgement" }
}
