// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The alarms that are open, the gravest first. Calm and short when there are
/// none, unmistakable when there are.
package struct AlarmStrip: Component {
    package struct Entry: Sendable {
        package enum Severity: String, Sendable {
            case grave
            case warning
            case notice
        }

        let id: String
        let severity: Severity
        let message: Message
        let subject: String
        let raisedAt: Instant
        let acknowledged: (by: String, at: Instant)?
        let address: Address
        let action: HTML

        /// - Parameter action: What may be done from here, such as a form that acknowledges.
        package init(
            id: String, _ severity: Severity, _ message: Message, subject: String, raisedAt: Instant,
            acknowledged: (by: String, at: Instant)? = nil, address: Address, action: HTML = .empty
        ) {
            self.id = id
            self.severity = severity
            self.message = message
            self.subject = subject
            self.raisedAt = raisedAt
            self.acknowledged = acknowledged
            self.address = address
            self.action = action
        }
    }

    private let id: String
    private let entries: [Entry]

    package init(_ entries: [Entry], id: String = "alarm-strip") {
        self.id = id
        self.entries = entries
    }

    package var html: HTML {
        guard !entries.isEmpty else {
            return """
                <section class="alarm-strip alarm-strip-calm" id="\(id)" aria-label="\(say: "web.alarm.open")" aria-live="polite">\
                <p>\(Icon.check)\(say: "web.alarm.none")</p></section>
                """
        }
        return """
            <section class="alarm-strip" id="\(id)" aria-label="\(say: "web.alarm.open")" aria-live="polite"><ul>\
            \(HTML.each(entries, self.line))</ul></section>
            """
    }

    private func line(_ entry: Entry) -> HTML {
        """
        <li class="alarm alarm-\(entry.severity.rawValue)\(" alarm-acknowledged", if: entry.acknowledged != nil)" id="alarm-\(entry.id)">\
        <span class="alarm-severity">\(Self.icon(of: entry.severity))\(say: "web.alarm.\(entry.severity.rawValue)")</span>\
        <div class="alarm-text"><a href="\(entry.address)">\(entry.message)</a>\
        <p class="alarm-facts">\(entry.subject) · \(entry.raisedAt)\
        \(entry.acknowledged.map { " · \(say: "web.alarm.acknowledged", ["by": .text($0.by)]) \($0.at, .clock)" as HTML })</p></div>\
        \(entry.action.isEmpty ? nil : "<div class=\"alarm-action\">\(entry.action)</div>" as HTML)</li>
        """
    }

    private static func icon(of severity: Entry.Severity) -> Icon {
        switch severity {
        case .grave: .danger
        case .warning: .warning
        case .notice: .information
        }
    }
}
