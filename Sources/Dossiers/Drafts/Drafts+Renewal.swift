// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension Drafts {
    /// A draft as its form stands today. It stays on the version it was saved
    /// with as long as that holds; then it goes over to the next one, and what
    /// does not fit is named.
    func form(of draft: Draft, in tx: any Reading) throws -> DraftForm {
        let today = today
        guard let (head, definition, bank) = try definitions.inForce(draft.procedure, on: today, in: tx) else {
            throw DraftError.unknown
        }
        let number = head?.number ?? 0
        let withdrawnOn = try ProcedureStore.version(of: draft.procedure, in: tx)?.validity.withdrawnOn
        let later = try DefinitionStore.versions(of: draft.procedure, in: tx).filter { $0.validFrom > today }
        let questions = questions(of: definition, bank)
        let flow = FormFlow([onBehalf.page] + definition.pages, questions, draft.content.answers, today: today)
        return DraftForm(
            draft: draft, name: definition.name, definition: definition, number: number,
            renewal: draft.definition == number ? nil : try renewal(of: draft, to: flow, in: tx),
            nextFrom: later.map(\.validFrom).min(), withdrawnOn: withdrawnOn.flatMap { $0 <= today ? $0 : nil },
            flow: flow)
    }

    private func questions(of definition: ProcedureDefinition, _ bank: [Question]) -> [String: Question] {
        definition.questions(with: bank).merging(onBehalf.questions.map { ($0.code, $0) }) { $1 }
    }

    private func renewal(of draft: Draft, to flow: FormFlow, in tx: any Reading) throws -> DraftForm.Renewal {
        var old = questions(of: definitions.library.pattern, definitions.library.bank)
        if let version = try DefinitionStore.version(of: draft.procedure, number: draft.definition, in: tx) {
            old = questions(of: version.definition, version.bank)
        }
        let asked = Set(flow.all.flatMap(\.asks).map(\.question))
        var renewal = DraftForm.Renewal(gone: [], unfit: [])
        for (code, answer) in draft.content.answers.sorted(by: { $0.key < $1.key }) {
            let words = (flow.questions[code] ?? old[code])?.text ?? Words(code)
            if !asked.contains(code) {
                renewal.gone.append(old[code]?.text ?? words)
            } else if flow.questions[code]?.takes(answer, today: flow.answers.today) != true {
                renewal.unfit.append(words)
            }
        }
        return renewal
    }
}
