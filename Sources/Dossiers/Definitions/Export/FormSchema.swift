// SPDX-License-Identifier: Apache-2.0

import Basics

/// The answers a form takes, as JSON Schema (draft 2020-12).
struct FormSchema {
    let definition: ProcedureDefinition
    let questions: [String: Question]
    let inEnglish: Bool

    init(_ definition: ProcedureDefinition, bank: [Question], inEnglish: Bool) {
        self.definition = definition
        self.inEnglish = inEnglish
        questions = Dictionary((bank + definition.questions).map { ($0.code, $0) }) { first, _ in first }
    }

    /// - Parameter address: Where it is published.
    func value(at address: String) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        var required: [JSONValue] = []
        var rules: [JSONValue] = []
        for page in definition.pages {
            for ask in page.asks {
                guard let question = questions[ask.question] else { continue }
                properties[question.code] = property(question)
                let conditions = [page.shownIf, ask.shownIf].compactMap { $0 }
                if conditions.isEmpty {
                    if !ask.isOptional { required.append(.text(question.code)) }
                } else if let rule = rule(ask, if: .all(conditions)) {
                    rules.append(rule)
                }
            }
        }
        var schema: [String: JSONValue] = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": .text(address),
            "title": .text(words(definition.name)), "type": "object", "properties": .object(properties),
            "required": .list(required), "additionalProperties": false,
        ]
        if !rules.isEmpty { schema["allOf"] = .list(rules) }
        return .object(schema)
    }

    private func words(_ words: Words) -> String { words.text(inEnglish: inEnglish) }

    /// Needed while its condition holds, and not asked while it does not.
    /// `nil` for a condition JSON Schema has no words for.
    private func rule(_ ask: ProcedureDefinition.Ask, if condition: Condition) -> JSONValue? {
        guard let test = Self.test(condition) else { return nil }
        let code = ask.question
        return [
            "if": test, "then": ask.isOptional ? [:] : ["required": [.text(code)]],
            "else": ["properties": .object([code: false])],
        ]
    }

    /// A schema that takes exactly the answers for which the condition holds.
    private static func test(_ condition: Condition) -> JSONValue? {
        func about(_ question: String, _ schema: JSONValue) -> JSONValue {
            ["properties": .object([question: schema]), "required": [.text(question)]]
        }
        func parts(_ conditions: [Condition]) -> JSONValue? {
            let tests = conditions.compactMap(test)
            return tests.count == conditions.count ? .list(tests) : nil
        }
        switch condition {
        case .all(let all): return parts(all).map { ["allOf": $0] }
        case .any(let any): return parts(any).map { ["anyOf": $0] }
        case .not(let part): return test(part).map { ["not": $0] }
        case .said(let part, _): return test(part)
        case .equals(let question, let answer): return about(question, ["const": value(of: answer)])
        case .oneOf(let question, let answers): return about(question, ["enum": .list(answers.map(value))])
        case .atLeast(let question, let least): return about(question, ["type": "integer", "minimum": .number(least)])
        case .atMost(let question, let most): return about(question, ["type": "integer", "maximum": .number(most)])
        case .answered(let question): return ["required": [.text(question)]]
        case .before: return nil
        }
    }

    private static func value(of answer: Answer) -> JSONValue {
        switch answer {
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        case .day(let day): .text(day.iso8601)
        }
    }

    private func property(_ question: Question) -> JSONValue {
        var own = kind(question)
        own["title"] = .text(words(question.text))
        if let hint = question.hint { own["description"] = .text(words(hint)) }
        return .object(own)
    }

    private func kind(_ question: Question) -> [String: JSONValue] {
        let bounds = question.bounds
        let text: [String: JSONValue] = [
            "type": "string", "minLength": .number(bounds.least), "maxLength": .number(bounds.most),
        ]
        switch question.kind {
        case .text, .lines, .name, .address, .file: return text
        case .identity: return ["type": "string", "pattern": "^[0-9]{12}$"]
        case .phone: return ["type": "string", "pattern": "^0[0-9]{9,10}$"]
        case .email: return text.merging(["format": "email", "pattern": "^[^@]+@[^@]+\\.[^@]+$"]) { $1 }
        case .date: return ["type": "string", "format": "date"]
        case .number, .money:
            return ["type": "integer", "minimum": .number(bounds.least), "maximum": .number(bounds.most)]
        case .yes: return ["enum": ["yes", "no"]]
        case .choice:
            return [
                "oneOf": .list(question.options.map { ["const": .text($0.code), "title": .text(words($0.name))] })
            ]
        }
    }
}
