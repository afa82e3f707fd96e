// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

extension DefinitionParts {
    private func text(_ words: Words) -> String { words.text(inEnglish: inEnglish) }

    var papers: HTML {
        guard !definition.papers.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "dossiers.definition.papers")</h2><ul class="papers">\(HTML.each(definition.papers) { paper in
                """
                <li>\(text(paper.name))\(paper.form.isEmpty ? nil : " <code>\(paper.form)</code>" as HTML) \
                <span class="muted">(\(say: "dossiers.page.copies", [
                    "originals": .count(paper.originals), "copies": .count(paper.copies),
                ]); \(holding(paper.cases, paper.channels))\(paper.neededIf == nil ? nil : "; \(say: "dossiers.definition.by-answers")" as HTML)\
                \(HTML.each(paper.sources) { "; \(say: "dossiers.paper-source.\($0.rawValue)")" }))</span></li>
                """
            })</ul></section>
            """
    }

    var form: HTML {
        guard !definition.pages.isEmpty else { return .empty }
        let questions = Dictionary((bank + definition.questions).map { ($0.code, $0) }) { first, _ in first }
        return """
            <section class="section"><h2>\(say: "dossiers.definition.form")</h2><ol class="stack">\(HTML.each(definition.pages) { page in
                """
                <li><h3>\(text(page.title))\(page.shownIf == nil ? nil : byAnswers)</h3><ul>\(HTML.each(page.asks) { ask in
                    """
                    <li>\(questions[ask.question].map { text($0.text) } ?? ask.question)\
                    \(ask.isOptional ? " <span class=\"muted\">\(say: "web.form.optional")</span>" as HTML : nil)\
                    \(ask.shownIf == nil ? nil : byAnswers)</li>
                    """
                })</ul></li>
                """
            })</ol></section>
            """
    }

    private var byAnswers: HTML { " <span class=\"muted\">(\(say: "dossiers.definition.by-answers"))</span>" }

    var eligibility: HTML {
        guard !definition.eligibility.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "dossiers.definition.eligibility")</h2>\
            <ul>\(HTML.each(definition.eligibility) { "<li>\(text($0.words))</li>" })</ul></section>
            """
    }

    var results: HTML {
        """
        <section class="section"><h2>\(say: "dossiers.page.results")</h2><ul>\(HTML.each(definition.results) { result in
            """
            <li>\(text(result.name)) <code>\(result.code)</code>\
            \(result.isSigned ? " · \(say: "dossiers.definition.signed")" as HTML : nil)\
            \(result.isNumbered ? " · \(say: "dossiers.definition.numbered")" as HTML : nil)</li>
            """
        })</ul>\(HTML.each(definition.documents) { document in
            "<p>\(say: "dossiers.document.\(document.kind.rawValue)"): <code>\(document.form)</code> · \(document.source)</p>"
        })\
        \(definition.source.isEmpty ? nil : "<p class=\"muted\">\(say: "dossiers.page.source"): \(definition.source)</p>" as HTML)</section>
        """
    }
}

/// How fees of a definition are read.
enum DefinitionFees {
    static func amount(_ fee: ProcedureDefinition.Fee, inEnglish: Bool) -> HTML {
        let exempt = HTML.each(fee.exempt) { requirement in
            "<br><small>\(say: "dossiers.definition.exempt", ["words": .text(requirement.words.text(inEnglish: inEnglish))])</small>"
        }
        let words: HTML =
            switch fee.amount {
            case .fixed(0): "\(say: "dossiers.fee.free")"
            case .fixed(let amount): "\(say: "dossiers.fee.vnd", ["count": .count(Int(amount))])"
            case .each(let amount, _): "\(say: "dossiers.fee.each", ["count": .count(Int(amount))])"
            case .open: "<span class=\"muted\">\(say: "dossiers.fee.open")</span>"
            case .perPage(let rate):
                "\(say: "dossiers.fee.per-page", ["first": .count(Int(rate.first)), "from": .count(Int(rate.thenFrom)), "then": .count(Int(rate.then)), "cap": .count(Int(rate.cap))])"
            }
        return words + exempt
    }
}
