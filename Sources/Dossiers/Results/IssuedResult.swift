// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What an office issued: the paper or file that ends a dossier.
package struct IssuedResult: Sendable {
    package typealias ID = Identifier<IssuedResult>

    package let id: ID
    /// `123/GXN-UBND`
    package let number: String
    package let date: CivilDay
    package let title: String
    package let procedure: String
    /// The issuing unit as it was called then, and its code.
    package let unit: String
    package let unitCode: String
    /// Whose it is.
    package let holder: String
    package let code: VerificationCode
    package let file: KeptFile.ID
    /// SHA-256 of the file as it was handed out.
    package let sha256: String
    /// CMS, detached, DER; `nil` for results that are signed by hand.
    package let signature: [UInt8]?
    package let issuedAt: Instant
    package let revocation: Revocation?
    /// The dossier it ends; `nil` for what was issued without one.
    package var dossier: Dossier.ID?

    package struct Revocation: Hashable, Sendable {
        package let at: Instant
        package let reason: String
    }

    /// The holder for people who only have the code: enough to recognise, too
    /// little to learn. `Trần Thị Hoà` is `Trần T… H…`.
    var maskedHolder: String {
        holder.split(separator: " ").enumerated()
            .map { index, word in index == 0 ? String(word) : "\(word.prefix(1))…" }.joined(separator: " ")
    }
}

/// A result on its way, before it has file and code.
package struct ResultDraft: Sendable {
    package var number: String
    package var date: CivilDay
    package var title: String
    package var procedure: String
    package var unit: String
    package var unitCode: String
    package var holder: String
    package var dossier: Dossier.ID?

    package init(
        number: String, date: CivilDay, title: String, procedure: String, unit: String, unitCode: String, holder: String
    ) {
        self.number = number
        self.date = date
        self.title = title
        self.procedure = procedure
        self.unit = unit
        self.unitCode = unitCode
        self.holder = holder
    }
}

/// A result made, signed and sealed, to be written in the transaction that issues it.
package struct PreparedResult: Sendable {
    package let result: IssuedResult
    package let file: SealedFile
    let secret: String
}

package enum ResultError: UserFacing, Hashable {
    case unknown
    case revokedAlready
    case reasonMissing
    case numberTaken

    package var answer: (status: Int, message: Message) {
        switch self {
        case .unknown: (404, Message("dossiers.result.error.unknown"))
        case .revokedAlready: (409, Message("dossiers.result.error.revoked-already"))
        case .reasonMissing: (422, Message("dossiers.result.error.reason-missing"))
        case .numberTaken: (409, Message("dossiers.result.error.number-taken"))
        }
    }
}
