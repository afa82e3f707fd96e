// SPDX-License-Identifier: Apache-2.0

import Yams

extension DefinitionReader {
    static func step(_ row: YAMLMapping) -> ProcedureDefinition.Step? {
        .init(
            code: row.text("code"), name: row.words("name"), role: row.optionalText("role") ?? "",
            duties: row.choices("duties", of: ProcedureDefinition.Duty.self), limit: row.limit("limit"),
            actions: row.mappings("actions", isNeeded: true, action), line: row.line)
    }

    private static func action(_ row: YAMLMapping) -> ProcedureDefinition.Action? {
        let code = row.text("code")
        let name = row.words("name")
        let needs = row.choices("needs", of: ProcedureDefinition.Need.self)
        let produces = row.texts("produces")
        return effect(row).map { .init(code: code, name: name, effect: $0, needs: needs, produces: produces) }
    }

    /// Exactly one of `to`, `supplement`, `extend`, `pause` and `end`.
    private static func effect(_ row: YAMLMapping) -> ProcedureDefinition.Effect? {
        let step = row.optionalText("to")
        let supplement = row.optionalText("supplement")
        let extends = row.flag("extend")
        let pause = row.optionalText("pause")
        let end = row.has("end") ? row.choice("end", of: ProcedureDefinition.Outcome.self) : nil
        let keys = ["to", "supplement", "extend", "pause", "end"]
        guard keys.count(where: row.has) == 1 else {
            row.problems.add(row.line, row.path, .unknownValue(known: keys))
            return nil
        }
        if let step { return .move(to: step) }
        if let supplement { return .supplement(back: supplement) }
        if let pause { return .pause(pause) }
        if let end { return .end(end) }
        if row.has("extend"), !extends { row.note("extend", .wrongType("flag")) }
        return extends ? .extend : nil
    }

    static func fee(_ row: YAMLMapping) -> ProcedureDefinition.Fee? {
        let due = row.choice("due", of: ProcedureDefinition.Fee.Moment.self, or: .submission)
        return .init(
            code: row.text("code"), name: row.words("name"), amount: amount(row), due: due ?? .submission,
            isRefunded: row.flag("refunded"), channels: row.choices("channels", of: ProcedureDefinition.Channel.self),
            cases: row.texts("cases"), appliesIf: condition("applies-if", of: row),
            exempt: row.mappings("exempt", requirement), source: row.text("source"))
    }

    /// `amount: 7000`, with `per` for each of what a question counts, `amount: open`, or a rate `per-page`.
    private static func amount(_ row: YAMLMapping) -> ProcedureDefinition.Fee.Amount {
        if row.has("per-page") {
            guard let rate = row.mapping("per-page") else { return .open }
            defer { rate.finish() }
            let read = ProcedureDefinition.PageRate(
                first: rate.integer("first"), thenFrom: rate.integer("then-from"), then: rate.integer("then"),
                cap: rate.integer("cap"), pages: rate.text("pages"), copies: rate.text("copies"))
            if read.thenFrom < 1 { rate.note("then-from", .wrongType("number")) }
            return .perPage(read)
        }
        if row.node("amount")?.scalar?.string == "open" { return .open }
        let amount = row.integer("amount")
        return row.optionalText("per").map { .each(amount, question: $0) } ?? .fixed(amount)
    }

    static func question(_ row: YAMLMapping) -> Question? {
        let kind = row.choice("kind", of: Question.Kind.self)
        let question = Question(
            code: row.text("code"), kind: kind ?? .text, text: row.words("text"), hint: row.optionalWords("hint"),
            message: row.optionalWords("message"),
            options: row.mappings("options") { .init(code: $0.text("code"), name: $0.words("name")) },
            least: row.optionalInteger("least"), most: row.optionalInteger("most"), isPast: row.flag("past"))
        if question.kind == .choice, question.options.count < 2 { row.note("options", .missing) }
        return kind == nil ? nil : question
    }
}
