// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What somebody wants to do at a dossier's step, with what it needs.
package struct Deed: Hashable, Sendable {
    /// The definition's action.
    package var action: String
    /// Reason, opinion, draft, report: what was written.
    package var words = ""
    /// What was confirmed by a tick.
    package var confirmed: Set<ProcedureDefinition.Need> = []
    /// A new due time of an extension, or by when the applicant should answer.
    package var moment: Instant?
    /// Whether whoever acts proved a moment ago who they are: signatures ask for it.
    package var isProved = false
    /// Whether the result is signed by hand: its scan is attached afterwards.
    package var isOnPaper = false

    package init(_ action: String) { self.action = action }
}

/// What deciding needs to know besides the state.
struct DeedCircumstances {
    let at: Instant
    let actor: Actor
    /// `nil` while the clock stands still or there is no limit.
    let dueAt: Instant?
    let owes: Bool
    /// Whether a draft of the result was saved.
    var hasDraft = false
    /// What reception promises.
    var promise: DossierFact.Promise?
    /// When that is; `nil` without a limit.
    var promisedAt: Instant?
    /// When the longest extension the definition allows would end; `nil` where it sets none.
    var latestExtension: Instant?
}

extension DossierState {
    /// The fact a deed makes, if it may be done: decided from values alone.
    ///
    /// - Throws: `DossierError`.
    func decide(
        _ deed: Deed, of definition: Definition, _ circumstances: DeedCircumstances
    ) throws(DossierError) -> DossierFact {
        guard !isOver else { throw .isOver }
        guard !waitsForApplicant else { throw .waitsForApplicant }
        guard pause == nil, let step = step.flatMap(definition.step),
            let action = step.actions.first(where: { $0.code == deed.action })
        else { throw .notNow }
        if !holder.isEmpty, holder != circumstances.actor.personID { throw .heldBy(holderName) }
        try separate(step, circumstances.actor)
        for need in action.needs where !isMet(need, by: deed, circumstances) { throw .missing(need) }
        guard deed.words.count <= Self.mostWords else { throw .wordsTooLong }

        func fact(_ kind: DossierFact.Kind, _ target: String) -> DossierFact {
            var fact = DossierFact(count + 1, kind, at: circumstances.at, by: circumstances.actor)
            fact.step = step.code
            fact.action = action.code
            fact.target = target
            fact.words = deed.words
            return fact
        }
        switch action.effect {
        case .move(let target):
            guard receivedAt == nil else { return fact(.moved, target) }
            var received = fact(.received, target)
            received.promise = circumstances.promise
            received.moment = circumstances.promisedAt
            return received
        case .supplement(let back):
            if let most = definition.supplement?.times, receivedAt != nil, supplements >= most {
                throw .supplementsUsed
            }
            var asked = fact(.supplementAsked, back)
            asked.moment = deed.moment
            return asked
        case .extend:
            var extended = fact(.extended, "")
            extended.moment = try newTime(deed, of: definition, circumstances)
            return extended
        case .pause(let code): return fact(.paused, code)
        case .end(let outcome): return fact(.ended, outcome.rawValue)
        }
    }

    static let mostWords = 4_000

    /// Whoever receives does not appraise, whoever appraises does not approve,
    /// whoever approves neither numbers nor issues.
    private func separate(_ step: Definition.Step, _ actor: Actor) throws(DossierError) {
        for (one, other) in Definition.Duty.separated {
            for (mine, theirs) in [(one, other), (other, one)] where step.duties.contains(mine) {
                // What one step does together is one person's work by its definition.
                if !step.duties.contains(theirs), doers[theirs]?.contains(actor.stored) ?? false {
                    throw .separated(theirs, mine)
                }
            }
        }
    }

    private func isMet(
        _ need: Definition.Need, by deed: Deed, _ circumstances: DeedCircumstances
    ) -> Bool {
        switch need {
        case .reason, .opinion, .siteReport: !deed.words.isEmpty
        case .draft: !deed.words.isEmpty || circumstances.hasDraft
        case .papersChecked, .applicantConfirmed, .receiptSigned: deed.confirmed.contains(need)
        case .feePaid: !circumstances.owes
        case .signature: deed.isProved
        // The desk gives it with the act.
        case .number: true
        }
    }

    /// An apology goes out before the time has passed, once, and sets a later one (form 04).
    private func newTime(
        _ deed: Deed, of definition: Definition, _ circumstances: DeedCircumstances
    ) throws(DossierError) -> Instant {
        guard let dueAt = circumstances.dueAt else { throw .noDueTime }
        guard extensions < definition.lengthening?.times ?? 1 else { throw .extensionsUsed }
        guard circumstances.at < dueAt else { throw .extensionTooLate }
        guard let moment = deed.moment, moment > dueAt else { throw .extensionTooEarly }
        if let latest = circumstances.latestExtension, moment > latest { throw .extensionTooLong }
        return moment
    }
}
