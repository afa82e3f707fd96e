// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A draft with the form it belongs to, as it stands today.
package struct DraftForm: Sendable {
    package var draft: Draft
    package let name: Words
    /// The definition that holds today.
    package let definition: ProcedureDefinition
    /// Its version; 0 for the generic one.
    package let number: Int
    /// What has changed since the draft was saved; `nil` where its version still holds.
    package let renewal: Renewal?
    /// When a later version begins that is published already.
    package let nextFrom: CivilDay?
    /// Since when nobody can ask for it any more.
    package let withdrawnOn: CivilDay?
    package let flow: FormFlow

    /// What of a draft does not fit the version that took the place of its own.
    package struct Renewal: Hashable, Sendable {
        /// Questions that were answered and are asked no more.
        package var gone: [Words]
        /// Questions whose answer is none any more.
        package var unfit: [Words]
    }

    /// The papers these answers need.
    package var papers: [ProcedureDefinition.Paper] {
        definition.papers(by: .online, case: definition.caseCode(for: flow.answers), answers: flow.answers)
    }

    package func ways(of paper: ProcedureDefinition.Paper) -> [PaperWay] { PaperWay.ways(of: paper) }

    /// The way that was chosen, as long as the paper may come by it.
    package func way(of paper: ProcedureDefinition.Paper) -> PaperWay? {
        draft.content.papers[paper.code].flatMap { ways(of: paper).contains($0) ? $0 : nil }
    }

    /// The paper of this code that may come as a file.
    package func uploadable(_ code: String) -> ProcedureDefinition.Paper? {
        papers.first { $0.code == code && ways(of: $0).contains(.upload) }
    }

    package func files(of paper: ProcedureDefinition.Paper) -> [DraftFile] { draft.content.files[paper.code] ?? [] }

    /// Papers that were to be sent as files, and nothing was sent yet.
    package var unsentPapers: [ProcedureDefinition.Paper] {
        papers.filter(isUnsent)
    }

    private func isUnsent(_ paper: ProcedureDefinition.Paper) -> Bool {
        way(of: paper) == .upload && files(of: paper).isEmpty
    }

    /// Papers nobody has chosen a way for, or that were not sent.
    package var openPapers: [ProcedureDefinition.Paper] {
        papers.filter { way(of: $0) == nil || isUnsent($0) }
    }

    /// Why these answers may not be handed in, in the definition's words.
    package var obstacles: [Words] {
        let asked = Set(flow.all.flatMap(\.asks).map(\.question))
        return definition.obstacles(flow.answers, asked: asked)
    }

    package var isComplete: Bool { flow.firstUnfinished == nil && openPapers.isEmpty }

    /// What is handed in.
    package var submission: SubmissionDraft {
        let own = Set((flow.all.first { $0.code == OnBehalfPage.code }?.asks ?? []).map(\.question))
        return SubmissionDraft(
            procedure: draft.procedure, definition: number == 0 ? nil : number, channel: .online,
            caseCode: definition.caseCode(for: flow.answers),
            answers: flow.answers.values.filter { !own.contains($0.key) },
            papers: papers.compactMap { paper in
                way(of: paper).map { way in
                    .init(
                        code: paper.code, name: paper.name.vi, originals: paper.originals, copies: paper.copies,
                        way: way, files: way == .upload ? files(of: paper).map(\.id) : [])
                }
            },
            onBehalf: OnBehalf(flow.answers))
    }
}
