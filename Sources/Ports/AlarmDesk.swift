// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Alarms of a feature as the operations centre sees and answers them.
package protocol AlarmDesk: Sendable {
    /// Alarms that have not ended, the gravest first and then the newest;
    /// `limit` at most.
    func openAlarms(limit: Int) async throws -> [AlarmNotice]

    /// The alarm, also when it has ended; `nil` when there is none of this identity.
    func alarm(_ id: String) async throws -> AlarmNotice?

    /// Records that somebody has taken notice, with a note that may be empty.
    /// The note is kept with the alarm's history. Taking notice twice keeps
    /// the first and drops the second's note: the answer says whose it is.
    ///
    /// - Throws: A `UserFacing` error when the alarm is unknown or has ended.
    func acknowledge(
        alarm id: String, by actor: Actor, note: String, at moment: Instant
    ) async throws -> AlarmAcknowledgement
}

/// Who took notice of an alarm, as it stands after somebody tried to.
package struct AlarmAcknowledgement: Hashable, Sendable {
    /// Whether it was this attempt; `false` when somebody had been first.
    package let isNew: Bool
    /// The name of whoever was first.
    package let by: String
    package let at: Instant

    package init(isNew: Bool, by: String, at: Instant) {
        self.isNew = isNew
        self.by = by
        self.at = at
    }
}

/// One alarm on a strip or a list.
package struct AlarmNotice: Hashable, Sendable {
    package let id: String
    package let severity: Severity
    /// What happened, naming the rule and its averaging time.
    package let message: Message
    /// The place or station.
    package let subject: String
    /// Whose place or station it is; empty when no unit's.
    package let unitCode: String
    package let raisedAt: Instant
    package let acknowledgedAt: Instant?
    package let acknowledgedBy: String?
    /// `nil` while the alarm is open.
    package let endedAt: Instant?
    /// The alarm's own page.
    package let address: String

    package enum Severity: Int, Comparable, Sendable {
        case notice = 1
        case warning = 2
        case grave = 3
        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    package init(
        id: String, severity: Severity, message: Message, subject: String, unitCode: String = "", raisedAt: Instant,
        acknowledgedAt: Instant?, acknowledgedBy: String?, endedAt: Instant? = nil, address: String
    ) {
        self.id = id
        self.severity = severity
        self.message = message
        self.subject = subject
        self.unitCode = unitCode
        self.raisedAt = raisedAt
        self.acknowledgedAt = acknowledgedAt
        self.acknowledgedBy = acknowledgedBy
        self.endedAt = endedAt
        self.address = address
    }
}
