// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

/// Hands forms that citizens filled in to the desk.
struct DeskSubmitting: Submitting {
    let desk: DossierDesk
    let onBehalf: OnBehalfPage

    func offices() async throws -> [DossierOffice] { try await desk.database.read { try OfficeStore.offices(in: $0) } }

    func submit(
        _ draft: SubmissionDraft, to office: String, by actor: Actor, key: String
    ) async throws -> SubmittedDossier {
        var submission = Submission(
            procedure: draft.procedure, channel: draft.channel, office: office, answers: draft.answers, key: key)
        submission.draft = key
        submission.papers = draft.papers.map { paper in
            Submission.Paper(
                code: paper.code, name: paper.name, originals: paper.originals, copies: paper.copies,
                source: ProcedureDefinition.Paper.Source(rawValue: paper.way.rawValue) ?? .counter, files: paper.files)
        }
        submission.representation = draft.onBehalf.map { other in
            .init(
                name: other.name,
                ground: "\(words("on-behalf-relation", other.relation)), \(words("on-behalf-ground", other.ground))")
        }
        let submitted = try await desk.submit(submission, by: actor)
        return SubmittedDossier(code: submitted.dossier.code, lookupKey: submitted.lookUpKey)
    }

    /// An option as people read it, in the language of the files.
    private func words(_ question: String, _ option: String) -> String {
        onBehalf.questions.first { $0.code == question }?.options.first { $0.code == option }?.name.vi ?? option
    }
}
