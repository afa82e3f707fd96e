// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Dossiers

@Suite("Dry runs of definitions")
struct DryRunTests {
    private func run(
        _ definition: ProcedureDefinition, by channel: ProcedureDefinition.Channel = .direct, case code: String? = nil,
        at moment: String, _ convention: DeadlinePolicy.Convention = .days
    ) throws -> DryRun {
        try DryRun(
            definition, by: channel, case: code, receivedAt: SampleOffice.at(moment),
            clock: SampleOffice.clock(convention))
    }

    @Test("each step begins when the one before is due, and the whole has its own limit")
    func steps() throws {
        let run = try run(SampleDefinition.definition(), case: "plain", at: "2026-08-03 09:00", .hours)
        #expect(run.rows.map(\.step.code) == ["receive", "appraise", "approve", "number", "hand-over"])
        #expect(
            run.rows.map { SampleOffice.text($0.due) } == [
                "2026-08-03 15:00", "2026-08-05 15:00", nil, nil, nil,
            ])
        #expect(SampleOffice.text(run.rows[2].begins) == "2026-08-05 15:00")
        #expect(SampleOffice.text(run.result?.dueAt) == "2026-08-10 09:00")
    }

    @Test("a case has its own limit")
    func cases() throws {
        let run = try run(SampleDefinition.definition(), case: "urgent", at: "2026-08-03 09:00")
        #expect(SampleOffice.text(run.result?.dueAt) == "2026-08-05 17:00")
    }

    @Test(
        "a birth is registered the same day, after 15:00 the next",
        arguments: [
            ("2026-08-03 14:59", "2026-08-03 17:00"), ("2026-08-03 15:00", "2026-08-04 17:00"),
            ("2026-08-07 16:00", "2026-08-10 17:00"),
        ])
    func birth(_ received: String, _ due: String) throws {
        let run = try run(ShippedDefinitionTests.definition("1.001193"), case: "ordinary", at: received)
        #expect(SampleOffice.text(run.result?.dueAt) == due)
    }

    @Test("of a building permit seven days are the appraisal's, and a house has fifteen in all")
    func building() throws {
        let run = try run(ShippedDefinitionTests.definition("1.013225"), case: "house", at: "2026-08-03 09:00")
        #expect(run.rows.map(\.step.code) == ["receive", "appraise", "approve", "number", "hand-over"])
        #expect(SampleOffice.text(run.rows[1].due) == "2026-08-12 17:00")
        #expect(SampleOffice.text(run.result?.dueAt) == "2026-08-18 17:00")
    }

    @Test("the three in one pass police and insurance")
    func linked() throws {
        let run = try run(ShippedDefinitionTests.definition("2.000986"), case: "with-parents", at: "2026-08-03 09:00")
        #expect(run.rows.map(\.step.code) == ["receive", "register", "approve", "number", "linked", "hand-over"])
        #expect(SampleOffice.text(run.rows[1].due) == "2026-08-03 17:00")
        #expect(SampleOffice.text(run.rows[4].due) == "2026-08-18 17:00")
        #expect(SampleOffice.text(run.result?.dueAt) == "2026-08-28 17:00")
    }

    @Test("a year without its holidays is said, never guessed")
    func missing() throws {
        let definition = try SampleDefinition.definition()
        #expect(throws: ReckoningError.calendarMissing(year: 2027)) {
            _ = try run(definition, case: "plain", at: "2026-12-30 09:00")
        }
    }

    @Test("without a limit there is no due time")
    func none() throws {
        var definition = try SampleDefinition.definition()
        definition.limits = []
        let run = try run(definition, at: "2026-08-03 09:00")
        #expect(run.limit == nil && run.result == nil && run.rows.count == 5)
    }
}
