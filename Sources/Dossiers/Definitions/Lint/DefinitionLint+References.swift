// SPDX-License-Identifier: Apache-2.0

extension DefinitionLint {
    /// Whether everything that is named exists and is asked in time.
    var references: [LintFinding] {
        asking + conditions + places
    }

    private var asking: [LintFinding] {
        var found: [LintFinding] = []
        var asked: Set<String> = []
        for page in definition.pages {
            let place = "pages.\(page.code)"
            if let condition = page.shownIf { found += missing(condition, asked: asked, at: place) }
            for ask in page.asks {
                if questions[ask.question] == nil {
                    found.append(LintFinding(.unknownQuestion, at: place, ask.question))
                }
                if let condition = ask.shownIf {
                    // A question may depend on others of its own page that come before it.
                    found += missing(condition, asked: asked, at: "\(place).\(ask.question)")
                }
                if !asked.insert(ask.question).inserted {
                    found.append(LintFinding(.askedTwice, at: place, ask.question))
                }
            }
        }
        return found
    }

    /// Conditions outside the form: about answers that some page asks for.
    private var conditions: [LintFinding] {
        let asked = Set(definition.pages.flatMap(\.asks).map(\.question))
        var found: [LintFinding] = []
        for one in definition.cases {
            if let condition = one.when { found += missing(condition, asked: asked, at: "cases.\(one.code)") }
        }
        for paper in definition.papers {
            if let condition = paper.neededIf { found += missing(condition, asked: asked, at: "papers.\(paper.code)") }
        }
        for fee in definition.fees {
            let place = "fees.\(fee.code)"
            if let condition = fee.appliesIf { found += missing(condition, asked: asked, at: place) }
            for exemption in fee.exempt { found += missing(exemption.condition, asked: asked, at: place) }
            for question in fee.amount.questions {
                if questions[question].map({ $0.kind != .number }) ?? true {
                    found.append(LintFinding(.unknownQuestion, at: place, question))
                } else if !asked.contains(question) {
                    found.append(LintFinding(.questionNotAsked, at: place, question))
                }
            }
        }
        // The eligibility check asks its own questions.
        for requirement in definition.eligibility {
            found += missing(requirement.condition, asked: requirement.condition.questions, at: "eligibility")
        }
        if definition.cases.count > 1, definition.cases.allSatisfy({ $0.when != nil }) {
            found.append(LintFinding(.noCaseFits, at: "cases"))
        }
        return found
    }

    private func missing(_ condition: Condition, asked: Set<String>, at place: String) -> [LintFinding] {
        var found: [LintFinding] = condition.questions.sorted().compactMap { question in
            if questions[question] == nil { return LintFinding(.unknownQuestion, at: place, question) }
            return asked.contains(question) ? nil : LintFinding(.questionNotAsked, at: place, question)
        }
        for (code, values) in condition.comparisons {
            guard let question = questions[code] else { continue }
            let known: Set<Answer>? =
                switch question.kind {
                case .choice: Set(question.options.map { .text($0.code) })
                case .yes: [.text("yes"), .text("no")]
                default: nil
                }
            for value in values where known.map({ !$0.contains(value) }) ?? false {
                found.append(LintFinding(.unknownChoice, at: place, "\(code): \(value.text ?? "?")"))
            }
        }
        return found + kinds(condition, at: place)
    }

    /// Comparisons that could never hold, because the question answers something else.
    private func kinds(_ condition: Condition, at place: String) -> [LintFinding] {
        func wrong(_ code: String, _ kinds: Set<Question.Kind>) -> [LintFinding] {
            guard let question = questions[code], !kinds.contains(question.kind) else { return [] }
            return [LintFinding(.wrongKind, at: place, code)]
        }
        switch condition {
        case .all(let parts), .any(let parts): return parts.flatMap { kinds($0, at: place) }
        case .not(let part), .said(let part, _): return kinds(part, at: place)
        case .atLeast(let question, _), .atMost(let question, _): return wrong(question, [.number, .money])
        case .before(let question, .question(let other)): return wrong(question, [.date]) + wrong(other, [.date])
        case .before(let question, _): return wrong(question, [.date])
        case .equals, .oneOf, .answered: return []
        }
    }

    /// Cases, channels and sources that rows name.
    private var places: [LintFinding] {
        let cases = Set(definition.cases.map(\.code))
        var rows: [(String, [String], [ProcedureDefinition.Channel])] = definition.limits.indices.map {
            ("limits[\($0)]", definition.limits[$0].cases, definition.limits[$0].channels)
        }
        rows += definition.fees.map { ("fees.\($0.code)", $0.cases, $0.channels) }
        rows += definition.papers.map { ("papers.\($0.code)", $0.cases, $0.channels) }
        let named = rows.flatMap { place, own, channels in
            own.filter { !cases.contains($0) }.map { LintFinding(.unknownCase, at: place, $0) }
                + channels.filter { !definition.channels.contains($0) }.map {
                    LintFinding(.unknownChannel, at: place, $0.rawValue)
                }
        }
        return named
            + definition.papers.filter(\.sources.isEmpty).map {
                LintFinding(.paperWithoutSource, at: "papers.\($0.code)", $0.code)
            }
    }
}

extension ProcedureDefinition.Fee.Amount {
    /// The questions whose numbers it multiplies.
    var questions: [String] {
        switch self {
        case .fixed, .open: []
        case .each(_, let question): [question]
        case .perPage(let rate): [rate.pages, rate.copies]
        }
    }
}
