// SPDX-License-Identifier: Apache-2.0

package import Basics

extension DossierState {
    /// When the result is due; `nil` while the clock stands still, and where
    /// there is no limit.
    ///
    /// - Throws: `ReckoningError`, such as `.calendarMissing`.
    package func dueAt(by clocks: ClockReference) throws(ReckoningError) -> Instant? {
        guard let receivedAt, let promise, let limit = promise.limit else { return nil }
        let clock = try clocks.clock(calendar: promise.calendar, policy: promise.policy)
        let deadline = try clock.deadline(limit, from: receivedAt, interruptions: interruptions)
        guard let dueAt = deadline.dueAt else { return nil }
        return extendedTo.map { max($0, dueAt) } ?? dueAt
    }

    /// When the open step should be done; `nil` for a step without limit, and while the clock stands still.
    package func stepDueAt(of definition: ProcedureDefinition, by clocks: ClockReference) -> Instant? {
        guard !isOver, !waitsForApplicant, pause == nil, let stepSince, let promise, promise.limit != nil,
            let limit = step.flatMap(definition.step)?.limit,
            let clock = try? clocks.clock(calendar: promise.calendar, policy: promise.policy)
        else { return nil }
        return try? clock.dueAt(limit, from: stepSince)
    }
}
