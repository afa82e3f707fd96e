// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Synchronization

@testable import Dossiers

/// A seal for tests: shows whether what is opened was sealed for that place.
struct SampleSeal: PersonalSeal {
    struct Broken: Error {}

    func sealed(_ bytes: [UInt8], for purpose: String, at place: String) throws -> String {
        "\(purpose)|\(place)|" + bytes.map { String($0 ^ 0x5A, radix: 16) }.joined(separator: ".")
    }

    func opened(_ text: String, for purpose: String, at place: String) throws -> [UInt8] {
        guard text.hasPrefix("\(purpose)|\(place)|") else { throw Broken() }
        return text.dropFirst("\(purpose)|\(place)|".count).split(separator: ".").compactMap { UInt8($0, radix: 16) }
            .map { $0 ^ 0x5A }
    }

    func searchKeys(of text: String, for purpose: String) throws -> [String] { ["\(purpose)|\(text)"] }
}

/// Citizens of whom something is known, by identity.
struct SampleProfiles: ApplicantProfiles {
    var known: [String: ApplicantProfile] = [:]

    func profile(of actor: Actor) async throws -> ApplicantProfile? { actor.personID.flatMap { known[$0] } }
}

/// Takes forms in and remembers them; a second call with a key does nothing.
final class SampleSubmitting: Submitting {
    private let kept = Mutex<[(key: String, draft: SubmissionDraft, dossier: SubmittedDossier)]>([])

    var taken: [SubmissionDraft] { kept.withLock { $0.map(\.draft) } }

    func offices() async throws -> [DossierOffice] {
        [DossierOffice(unit: "u1", unitCode: "25459", agency: "MAU.01", name: "Phường mẫu", nameEnglish: "Sample ward")]
    }

    func submit(
        _ draft: SubmissionDraft, to office: String, by actor: Actor, key: String
    ) async throws -> SubmittedDossier {
        kept.withLock { kept in
            if let known = kept.first(where: { $0.key == key }) { return known.dossier }
            let dossier = SubmittedDossier(code: "H53.25459-261123-000\(kept.count + 1)", lookupKey: "KHOA-TRA-CUU")
            kept.append((key, draft, dossier))
            return dossier
        }
    }
}
