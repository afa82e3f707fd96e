// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What is counted of an office's dossiers, by the day it happened: kept with
/// each act, so that a year's report adds up days and reads no dossier.
package enum DossierCount {
    package enum Measure: String, CaseIterable, Hashable, Sendable {
        case receivedDirect = "received-direct"
        case receivedOnline = "received-online"
        case receivedPost = "received-post"
        case cameIn = "came-in"
        case wentOut = "went-out"
        case solvedEarly = "solved-early"
        case solvedOnTime = "solved-on-time"
        case solvedLate = "solved-late"
        /// Solved, and kept apart from the three by its policy.
        case solvedApart = "solved-apart"
        case apologised

        /// One that was received.
        static func received(by channel: ProcedureDefinition.Channel) -> Measure {
            switch channel {
            case .direct: .receivedDirect
            case .online: .receivedOnline
            case .post: .receivedPost
            }
        }

        static func solved(_ punctuality: Punctuality?) -> Measure {
            switch punctuality {
            case .early: .solvedEarly
            case .onTime: .solvedOnTime
            case .late: .solvedLate
            case nil: .solvedApart
            }
        }
    }

    /// What an act changed, for the office's counters, judged as the dossier was promised.
    static func changes(
        from old: DossierState, of before: Dossier, to new: DossierState, of dossier: Dossier, by clocks: ClockReference
    ) -> [(measure: Measure, office: String, amount: Int)] {
        let promised = new.promise.flatMap { try? clocks.clock(calendar: $0.calendar, policy: $0.policy) }
        return changes(
            from: old, to: new, channel: dossier.channel, dueAt: dossier.dueAt ?? before.dueAt,
            judgement: promised?.policy.judgement ?? .init())
    }

    /// What an act changed, for the office's counters.
    static func changes(
        from old: DossierState, to new: DossierState, channel: ProcedureDefinition.Channel, dueAt: Instant?,
        judgement: DeadlinePolicy.Judgement
    ) -> [(measure: Measure, office: String, amount: Int)] {
        var changes: [(measure: Measure, office: String, amount: Int)] = []
        if old.receivedAt == nil, new.receivedAt != nil { changes.append((.received(by: channel), new.office, 1)) }
        if new.receivedAt != nil, old.office != new.office, !old.office.isEmpty {
            changes.append((.wentOut, old.office, 1))
            changes.append((.cameIn, new.office, 1))
        }
        if new.extensions > old.extensions { changes.append((.apologised, new.office, 1)) }
        guard new.receivedAt != nil else { return changes }
        if old.processedAt == nil, let processedAt = new.processedAt {
            let punctuality = judgement.punctuality(
                finishedAt: processedAt, dueAt: dueAt, isWithdrawn: new.outcome == .withdrawn)
            changes.append((.solved(punctuality), new.office, 1))
        }
        // Sent back after the work was done: it was not done.
        if let processedAt = old.processedAt, new.processedAt == nil {
            changes.append((.solved(judgement.punctuality(finishedAt: processedAt, dueAt: dueAt)), new.office, -1))
        }
        return changes
    }
}
