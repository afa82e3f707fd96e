// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The way to the national public-service portal, which wants to know of every
/// dossier and of every step it takes.
///
/// The names are those dossier systems used from 2020 to 2024 (`DongBoHoSoMC`,
/// `CapNhatTienDoHoSoMC`). The interface of today was not seen: whoever connects
/// a city agrees on it with the portal first.
package protocol NationalPortal: Sendable {
    /// The longest that one call takes.
    var limit: Duration { get }

    /// Tells of a dossier as it is now: known there already or not.
    func synchronise(_ record: PortalRecord) async throws(PortalRefusal)

    /// Tells of one step a dossier took.
    func report(_ step: PortalStep) async throws(PortalRefusal)
}

/// Why the portal did not take something.
package enum PortalRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// Worth another try: nobody answers, the session is over, the portal is busy.
    case later(String)
    /// The portal will never take it as it is.
    case never(String)

    package var description: String {
        switch self {
        case .later(let reason), .never(let reason): reason
        }
    }
}

/// A dossier as the portal wants to know it.
package struct PortalRecord: Hashable, Sendable {
    package var code: String
    package var procedure: String
    package var procedureName: String
    package var field: String
    /// 1 in person, 2 online, 3 by post.
    package var channel: Int
    /// Empty where the applicant has none: never a made-up number.
    package var identity: String
    package var applicant: String
    package var email: String
    package var phone: String
    package var office: String
    /// The ten national codes.
    package var status: Int
    package var submittedAt: Instant
    package var receivedAt: Instant?
    package var dueAt: Instant?
    package var processedAt: Instant?
    package var endedAt: Instant?

    package init(
        code: String, procedure: String, procedureName: String, field: String, channel: Int, identity: String,
        applicant: String, email: String, phone: String, office: String, status: Int, submittedAt: Instant
    ) {
        (self.code, self.procedure, self.procedureName, self.field) = (code, procedure, procedureName, field)
        (self.channel, self.identity, self.applicant) = (channel, identity, applicant)
        (self.email, self.phone, self.office, self.status) = (email, phone, office, status)
        self.submittedAt = submittedAt
    }
}

/// One step of a dossier. What officers wrote is not in it.
package struct PortalStep: Hashable, Sendable {
    package var code: String
    package var office: String
    /// Who did it; empty for what the program did by rule.
    package var officer: String
    package var at: Instant
    /// What was done, in words.
    package var done: String
    package var status: Int
    package var dueAt: Instant?

    package init(
        code: String, office: String, officer: String, at: Instant, done: String, status: Int, dueAt: Instant?
    ) {
        (self.code, self.office, self.officer, self.at) = (code, office, officer, at)
        (self.done, self.status, self.dueAt) = (done, status, dueAt)
    }
}
