// SPDX-License-Identifier: Apache-2.0

package import Basics

/// When each step of a dossier would be due that is received at some moment,
/// nothing in its way: each step is taken up when the one before was due, and
/// takes the first action that leads on.
package struct DryRun: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let step: ProcedureDefinition.Step
        package let begins: Instant
        /// `nil` for a step without a limit of its own, which takes no time here.
        package let due: Instant?
    }

    package let rows: [Row]
    /// `nil` where the definition has no limit for this case and channel.
    package let limit: ProcedureDefinition.Limit?
    package let result: Deadline?

    /// - Throws: `ReckoningError`, such as `.calendarMissing`.
    package init(
        _ definition: ProcedureDefinition, by channel: ProcedureDefinition.Channel, case code: String?,
        receivedAt: Instant, clock: DossierClock
    ) throws(ReckoningError) {
        var rows: [Row] = []
        var now = receivedAt
        // Counted in days, a step that lasts until closing time hands over on that day: the next one
        // must not take the morning after for its day of receipt.
        let handing: Duration = clock.policy.convention == .days ? .seconds(1) : .zero
        var next = definition.steps.first
        var seen: Set<String> = []
        while let step = next, seen.insert(step.code).inserted {
            var due: Instant?
            if let limit = step.limit {
                due = try clock.dueAt(limit, from: now == receivedAt ? now : now - handing)
            }
            rows.append(Row(step: step, begins: now, due: due))
            now = due ?? now
            next = step.nextOnTheWay.flatMap(definition.step)
        }
        self.rows = rows
        limit = definition.limit(by: channel, case: code)
        var result: Deadline?
        if let limit { result = try clock.deadline(limit.limit, from: receivedAt) }
        self.result = result
    }
}

extension ProcedureDefinition.Step {
    /// The step its first action that leads on leads to.
    var nextOnTheWay: String? {
        for action in actions { if case .move(let step) = action.effect { return step } }
        return nil
    }
}
