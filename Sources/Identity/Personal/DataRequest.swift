// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What a person asks of those who hold their data (Law 91/2025/QH15, the
/// rights of the data subject), and what became of it.
package struct DataRequest: Hashable, Sendable {
    package typealias ID = Identifier<DataRequest>

    package enum Kind: String, CaseIterable, Sendable {
        case access, correct, erase, restrict, object
        case withdrawConsent = "withdraw-consent"
        case other
    }

    package enum State: String, CaseIterable, Sendable {
        case open, granted, refused
    }

    /// Working days within which a request is answered (Decree 356/2025/NĐ-CP).
    package static let term = 2

    package let id: ID
    package let holder: DataHolder
    package let kind: Kind
    package let words: String
    package let filedAt: Instant
    package let filedBy: String
    package let filedByName: String
    package let dueOn: CivilDay
    package let state: State
    package let answer: String
    package let answeredAt: Instant?
    package let answeredByName: String

    /// Whether its term ended without an answer, or before the answer came.
    package func isLate(on day: CivilDay) -> Bool {
        (answeredAt.map { CivilZone.vietNam.day(of: $0) } ?? day) > dueOn
    }
}
