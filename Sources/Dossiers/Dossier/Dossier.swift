// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What lists and inboxes know of a dossier: worked out from its facts and
/// kept beside them, so that nobody's page works it out again.
package struct Dossier: Hashable, Sendable {
    package typealias ID = Identifier<Dossier>

    /// The queue of dossiers that wait for their applicants.
    package static let waiting = "citizen"
    /// The queue of dossiers that are over.
    package static let closed = "closed"

    package let id: ID
    /// `MAU.01-261130-0001`
    package internal(set) var code: String
    package let procedure: String
    package let procedureName: String
    /// The published definition it began with; `nil` for the generic one.
    package let definition: Int?
    /// The catalogue's version it began with.
    package let version: Int
    package let channel: ProcedureDefinition.Channel
    package let caseCode: String?
    /// Where it was handed in.
    package let reception: String
    /// The citizen's account it was sent from; empty at the counter.
    package let citizen: String
    /// What is to be paid; `nil` while nobody has said how much.
    package var fee: Int64?
    package var office: String
    package var status: NationalStatus
    /// Whose turn it is.
    package var queue: String
    package var step: String
    package var holder: String
    package var holderName: String
    package var submittedAt: Instant
    package var receivedAt: Instant?
    package var dueAt: Instant?
    package var stepDueAt: Instant?
    package var processedAt: Instant?
    package var endedAt: Instant?
    /// The number of its last fact: two who act on the same one collide.
    package var revision: Int
    /// Who it is for, sealed.
    package let sealedApplicant: String
    /// Whether it was made up, as its submission key says, and not handed in by anybody.
    package var isSample = false

    /// Lists are in the order of this: what is due first; what has no time last.
    package var dueKey: Int64 { dueAt?.microseconds ?? Self.noTime }
    package static let noTime = Int64(9_000_000_000_000_000)
}

/// An office that takes dossiers.
package struct DossierOffice: Hashable, Sendable {
    /// The unit's identity.
    package let unit: String
    /// The unit's code: what calendars and hours go by.
    package let unitCode: String
    /// What its dossiers' codes begin with (QĐ 20/2020/QĐ-TTg): `H53.01`.
    package let agency: String
    package let name: String
    package let nameEnglish: String

    package init(unit: String, unitCode: String, agency: String, name: String, nameEnglish: String) {
        self.unit = unit
        self.unitCode = unitCode
        self.agency = agency
        self.name = name
        self.nameEnglish = nameEnglish
    }

    package func name(inEnglish: Bool) -> String { inEnglish ? nameEnglish : name }

    /// Groups of digits and capital letters from the highest level down, 35 signs at most.
    static func isAgency(_ text: String) -> Bool {
        let groups = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 35
            && groups.allSatisfy { group in
                (1...4).contains(group.utf8.count)
                    && group.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
            }
    }
}
