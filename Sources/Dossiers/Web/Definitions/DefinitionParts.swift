// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Steps, limits, fees, papers, form and results of a definition, to be read.
struct DefinitionParts: Component {
    let definition: ProcedureDefinition
    let bank: [Question]
    let inEnglish: Bool

    var html: HTML { "\(steps)\(limits)\(fees)\(papers)\(form)\(eligibility)\(results)" }

    static func role(_ code: String) -> HTML {
        ProcedureDefinition.HolderKind(rawValue: code) == nil ? "\(code)" : "\(say: "dossiers.role.\(code)")"
    }

    private func text(_ words: Words) -> String { words.text(inEnglish: inEnglish) }

    private func section(_ name: String, _ content: HTML) -> HTML {
        content.isEmpty
            ? .empty : "<section class=\"section\"><h2>\(say: "dossiers.definition.\(name)")</h2>\(content)</section>"
    }

    private var steps: HTML {
        section(
            "steps",
            """
            <ol class="stack">\(HTML.each(definition.steps) { step in
                """
                <li id="step-\(step.code)"><h3>\(text(step.name))</h3>\
                <p>\(Self.role(step.role))\(HTML.each(step.duties) { " · \(say: "dossiers.duty.\($0.rawValue)")" })\
                \(step.limit.map { " · \(PrintedWords.words(of: $0))" as HTML })</p>\
                <ul>\(HTML.each(step.actions, action))</ul></li>
                """
            })</ol>
            """)
    }

    private func action(_ action: ProcedureDefinition.Action) -> HTML {
        """
        <li>\(text(action.name)) <span class="muted">→ \(effect(action.effect))\
        \(HTML.each(action.needs) { " · \(say: "dossiers.need.\($0.rawValue)")" })\
        \(HTML.each(action.produces) { " · <code>\($0)</code>" })</span></li>
        """
    }

    private func effect(_ effect: ProcedureDefinition.Effect) -> HTML {
        switch effect {
        case .move(let code): "\(definition.step(code).map { text($0.name) } ?? code)"
        case .supplement(let code):
            "\(say: "dossiers.effect.supplement", ["step": .text(definition.step(code).map { text($0.name) } ?? code)])"
        case .extend: "\(say: "dossiers.effect.extend")"
        case .pause: "\(say: "dossiers.effect.pause")"
        case .end(let outcome): "\(say: "dossiers.outcome.\(outcome.rawValue)")"
        }
    }

    private var limits: HTML {
        section(
            "limits",
            DataTable(
                "limits", caption: Message("dossiers.definition.limits"),
                columns: [
                    .init(Message("dossiers.page.time")), .init(Message("dossiers.definition.holds-for")),
                    .init(Message("dossiers.page.source")),
                ],
                rows: definition.limits.map { row in
                    DataTable.Row([
                        "\(PrintedWords.words(of: row.limit))", holding(row.cases, row.channels), "\(row.source)",
                    ])
                }, hidesCaption: true, stacks: true
            ).html + interruptions)
    }

    private var interruptions: HTML {
        """
        \(definition.supplement.map { _ in "<p>\(say: "dossiers.definition.one-supplement")</p>" as HTML })\
        \(definition.supplement?.added.map { "<p>\(say: "dossiers.definition.supplement-adds", ["limit": .message(PrintedWords.words(of: $0))])</p>" as HTML })\
        \(definition.lengthening.map { "<p>\(say: "dossiers.definition.one-extension", ["form": .text($0.apology)])</p>" as HTML })\
        \(definition.lengthening?.longest.map { "<p>\(say: "dossiers.definition.extension-longest", ["limit": .message(PrintedWords.words(of: $0))])</p>" as HTML })
        """
    }

    /// For which cases and channels a row holds.
    func holding(_ cases: [String], _ channels: [ProcedureDefinition.Channel]) -> HTML {
        var parts = cases.map { code in
            "\(definition.cases.first { $0.code == code }.map { text($0.name) } ?? code)" as HTML
        }
        parts += channels.map { "\(say: "dossiers.channel.\($0.rawValue)")" }
        guard let first = parts.first else { return "\(say: "dossiers.definition.everyone")" }
        return first + HTML(parts.dropFirst().map { ", " + $0 })
    }

    private var fees: HTML {
        section(
            "fees",
            DataTable(
                "fees", caption: Message("dossiers.definition.fees"),
                columns: [
                    .init(Message("dossiers.definition.fee")), .init(Message("dossiers.page.fee")),
                    .init(Message("dossiers.definition.holds-for")), .init(Message("dossiers.page.source")),
                ],
                rows: definition.fees.map { fee in
                    DataTable.Row([
                        "\(text(fee.name))", DefinitionFees.amount(fee, inEnglish: inEnglish),
                        holding(fee.cases, fee.channels), "\(fee.source)",
                    ])
                }, empty: Message("dossiers.definition.no-fees"), hidesCaption: true, stacks: true
            ).html)
    }
}
