// SPDX-License-Identifier: Apache-2.0

/// What applicants are told of without asking.
package enum NoticeKind: String, CaseIterable, Hashable, Sendable {
    /// It has arrived and waits to be received.
    case submitted
    /// It is received; the time of the result is promised.
    case received
    /// Something is missing: it is asked once.
    case supplementWanted = "supplement-wanted"
    /// The apology, with the reason and the new time (mẫu 04).
    case extended
    /// Another office is competent from now on.
    case transferred
    /// The result is there to be fetched.
    case ready
    /// Not taken to be solved.
    case refused
    case stopped
    case withdrawn
    /// The promised time has passed without a result.
    case late
    /// The office will not work on days it counted on: the promised time moved.
    case moved

    /// What a fact makes known to the applicant; nothing where it concerns the office alone.
    init?(_ fact: DossierFact, from old: DossierState, to new: DossierState, channel: ProcedureDefinition.Channel) {
        switch fact.kind {
        // Whoever stands at the counter is told there, and has the receipt a moment later.
        case .submitted where channel != .direct: self = .submitted
        case .received: self = .received
        case .supplementAsked: self = .supplementWanted
        case .extended: self = .extended
        case .transferred: self = .transferred
        case .ended:
            switch new.outcome {
            case .refused: self = new.receivedAt == nil ? .refused : .stopped
            case .stopped: self = .stopped
            case .withdrawn: self = .withdrawn
            case .done, nil: return nil
            }
        default:
            guard old.processedAt == nil, new.processedAt != nil, !new.isOver else { return nil }
            self = .ready
        }
    }

    /// Whether what the officer wrote is written to the applicant, and goes with it.
    var takesWords: Bool { [.supplementWanted, .extended, .transferred, .refused, .stopped].contains(self) }
}
