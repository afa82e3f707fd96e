// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

extension DossiersFeature {
    /// The organisation's certificate on `/administration`.
    var signingPart: AdministrationPart {
        AdministrationPart(
            .system, Message("dossiers.signing.title"), "/administration/signing",
            for: Message("dossiers.signing.purpose")
        ) { [signer = results.signer, clock] in
            let condition = await SigningCondition(signer, at: clock.now)
            var state = AdministrationState()
            if let certificate = condition.certificate {
                state.say(Message("dossiers.signing.subject"), "\(certificate.subject)")
                state.say(Message("dossiers.signing.valid-to"), "\(certificate.validTo, .date)")
            }
            if let concern = condition.concern { state.warn(concern.tone, concern.message) }
            return state
        }
    }
}

/// Whether the office could sign at this moment, and for how long yet.
struct SigningCondition: Sendable {
    private(set) var certificate: SigningCertificate?
    private(set) var concern: (tone: Tone, message: Message)?

    /// A new certificate takes weeks to get.
    static let notice = Duration.days(45)

    init(_ signer: any DocumentSigning, at now: Instant) async {
        do throws(SigningError) {
            let known = try await signer.certificate()
            certificate = known
            if now > known.validTo {
                concern = (.danger, SigningError.expired(on: known.validTo).answer.message)
            } else if now < known.validFrom {
                concern = (.danger, SigningError.notYetValid(from: known.validFrom).answer.message)
            } else if known.validTo - now < Self.notice {
                concern = (.warning, Message("dossiers.signing.concern.ends", ["on": .instant(known.validTo)]))
            }
        } catch {
            concern = (error == .notSet ? .information : .danger, error.answer.message)
        }
    }
}
