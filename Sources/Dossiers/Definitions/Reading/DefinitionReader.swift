// SPDX-License-Identifier: Apache-2.0

import Basics

/// Reads a definition's YAML.
package enum DefinitionReader {
    /// - Throws: `DefinitionProblems`: everything that is missing, of the wrong
    ///   type or unknown, each with line and path.
    package static func definition(from text: String) throws(DefinitionProblems) -> ProcedureDefinition {
        try read(text, definition)
    }

    /// The questions of a bank (`questions.yaml`).
    ///
    /// - Throws: `DefinitionProblems`.
    package static func questions(from text: String) throws(DefinitionProblems) -> [Question] {
        try read(text) { $0.mappings("questions", isNeeded: true, question) }
    }

    private static func read<Value>(
        _ text: String, _ read: (YAMLMapping) -> Value?
    ) throws(DefinitionProblems) -> Value {
        let problems = ProblemList()
        do {
            let root = try BoundedYAML.root(of: text)
            if let mapping = YAMLMapping(root, path: "", problems: problems) {
                let value = read(mapping)
                mapping.finish()
                if problems.all.isEmpty, let value { return value }
            }
        } catch {
            throw DefinitionProblems(all: [error])
        }
        throw DefinitionProblems(all: problems.all.sorted { $0.line < $1.line })
    }

    private static func definition(_ top: YAMLMapping) -> ProcedureDefinition? {
        ProcedureDefinition(
            procedure: top.text("procedure"), name: top.words("name"), validFrom: top.day("valid-from"),
            decision: top.text("decision"), source: top.text("source"),
            open: top.mappings("open") { .init(about: $0.text("about"), words: $0.words("words")) },
            channels: top.choices("channels", of: ProcedureDefinition.Channel.self),
            cases: top.mappings("cases") {
                .init(code: $0.text("code"), name: $0.words("name"), when: condition("when", of: $0))
            },
            limits: top.mappings("limits", limit), supplement: top.mapping("supplement").flatMap(supplement),
            lengthening: top.mapping("extension").flatMap(lengthening),
            pauses: top.mappings("pauses") { .init(code: $0.text("code"), name: $0.words("name")) },
            fees: top.mappings("fees", fee), eligibility: top.mappings("eligibility", requirement),
            questions: top.mappings("questions", question), pages: top.mappings("pages", page),
            papers: top.mappings("papers", paper), documents: top.mappings("documents", document),
            results: top.mappings("results", isNeeded: true, result),
            steps: top.mappings("steps", isNeeded: true, step))
    }

    private static func limit(_ row: YAMLMapping) -> ProcedureDefinition.Limit? {
        let limit = row.limit("limit", isNeeded: true)
        let cases = row.texts("cases")
        let channels = row.choices("channels", of: ProcedureDefinition.Channel.self)
        let source = row.text("source")
        return limit.map { .init(limit: $0, cases: cases, channels: channels, source: source) }
    }

    private static func supplement(_ row: YAMLMapping) -> ProcedureDefinition.Supplement? {
        defer { row.finish() }
        return .init(times: Int(row.integer("times")), limit: row.limit("limit"), added: row.limit("added"))
    }

    private static func lengthening(_ row: YAMLMapping) -> ProcedureDefinition.Lengthening? {
        defer { row.finish() }
        return .init(
            times: Int(row.integer("times")), longest: row.limit("longest"),
            apology: row.optionalText("apology") ?? "")
    }

    static func requirement(_ row: YAMLMapping) -> ProcedureDefinition.Requirement? {
        let words = row.words("words")
        return condition("require", of: row, isNeeded: true).map { .init(condition: $0, words: words) }
    }

    private static func page(_ row: YAMLMapping) -> ProcedureDefinition.FormPage? {
        .init(
            code: row.text("code"), title: row.words("title"), shownIf: condition("shown-if", of: row),
            asks: row.mappings("questions", isNeeded: true) { ask in
                .init(
                    question: ask.text("ask"), isOptional: ask.flag("optional"),
                    shownIf: condition("shown-if", of: ask))
            })
    }

    private static func paper(_ row: YAMLMapping) -> ProcedureDefinition.Paper? {
        .init(
            code: row.text("code"), name: row.words("name"), originals: Int(row.integer("originals", or: 0)),
            copies: Int(row.integer("copies", or: 0)),
            sources: row.choices("sources", of: ProcedureDefinition.Paper.Source.self),
            neededIf: condition("needed-if", of: row), cases: row.texts("cases"),
            channels: row.choices("channels", of: ProcedureDefinition.Channel.self),
            form: row.optionalText("form") ?? "")
    }

    private static func document(_ row: YAMLMapping) -> ProcedureDefinition.Document? {
        let kind = row.choice("kind", of: ProcedureDefinition.Document.Kind.self)
        let (form, source) = (row.text("form"), row.text("source"))
        return kind.map { .init(kind: $0, form: form, source: source) }
    }

    private static func result(_ row: YAMLMapping) -> ProcedureDefinition.Result? {
        .init(
            code: row.text("code"), name: row.words("name"), isSigned: row.flag("signed"),
            isNumbered: row.flag("numbered"))
    }
}
