// SPDX-License-Identifier: Apache-2.0

/// Looks a definition over before it is published.
package struct DefinitionLint {
    let definition: ProcedureDefinition
    /// By code: the bank's questions and the definition's own.
    let questions: [String: Question]
    let bank: [String: Question]
    /// What the catalogue says, by channel.
    let legal: [ProcedureDefinition.Channel: LegalLimit]

    package init(
        _ definition: ProcedureDefinition, bank: [Question],
        legal: [ProcedureDefinition.Channel: LegalLimit] = [:]
    ) {
        self.definition = definition
        self.bank = Dictionary(bank.map { ($0.code, $0) }) { first, _ in first }
        questions = Dictionary((bank + definition.questions).map { ($0.code, $0) }) { first, _ in first }
        self.legal = legal
    }

    /// Everything found, what stops publishing first.
    package func findings() -> [LintFinding] {
        let all = codes + flow + duties + results + references + limits + open
        return all.filter(\.kind.stopsPublishing) + all.filter { !$0.kind.stopsPublishing }
    }

    private var open: [LintFinding] {
        definition.open.map { LintFinding(.leftOpen, at: "open.\($0.about)", $0.words.vi) }
            + definition.fees.filter { $0.amount == .open }.map {
                LintFinding(.leftOpen, at: "fees.\($0.code)", $0.name.vi)
            }
    }

    /// Codes that stand for two things.
    private var codes: [LintFinding] {
        let lists: [(String, [String])] = [
            ("steps", definition.steps.map(\.code)), ("cases", definition.cases.map(\.code)),
            ("pages", definition.pages.map(\.code)), ("papers", definition.papers.map(\.code)),
            ("results", definition.results.map(\.code)), ("fees", definition.fees.map(\.code)),
            ("questions", definition.questions.map(\.code)),
        ]
        let actions = definition.steps.map { ("steps.\($0.code).actions", $0.actions.map(\.code)) }
        return (lists + actions).flatMap { place, codes -> [LintFinding] in
            let counts = Dictionary(codes.map { ($0, 1) }, uniquingKeysWith: +)
            return counts.filter { $0.value > 1 }.keys.sorted().map { LintFinding(.repeatedCode, at: place, $0) }
        }
            + definition.questions.filter { bank[$0.code] != nil }.map {
                LintFinding(.questionRedefined, at: "questions.\($0.code)", $0.code)
            }
    }

    private var results: [LintFinding] {
        let produced = Set(definition.steps.flatMap(\.actions).flatMap(\.produces))
        let known = Set(definition.results.map(\.code))
        let duties = Set(definition.steps.flatMap(\.duties))
        var found = produced.subtracting(known).sorted().map { LintFinding(.unknownResult, at: "steps", $0) }
        for result in definition.results {
            let place = "results.\(result.code)"
            if !produced.contains(result.code) { found.append(LintFinding(.resultNotProduced, at: place, result.code)) }
            if result.isSigned, !duties.contains(.approve) {
                found.append(LintFinding(.resultNotSigned, at: place, result.code))
            }
            if result.isNumbered, !duties.contains(.number) {
                found.append(LintFinding(.resultNotNumbered, at: place, result.code))
            }
        }
        return found
    }
}
