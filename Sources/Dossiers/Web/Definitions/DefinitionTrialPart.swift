// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What the definition leaves to a person, where it leaves anything.
struct DefinitionOpenPoints: Component {
    let definition: ProcedureDefinition
    let inEnglish: Bool

    var html: HTML {
        guard !definition.open.isEmpty else { return .empty }
        return Notice(
            .warning, Message("dossiers.definition.open", ["count": .count(definition.open.count)]),
            detail: "<ul>\(HTML.each(definition.open) { "<li>\($0.words.text(inEnglish: inEnglish))</li>" })</ul>"
        ).html
    }
}

/// A dry run over the calendar: received then, due when.
struct DefinitionTrialPart: Component {
    let definition: ProcedureDefinition
    let trial: DefinitionTrial
    let here: Address
    /// The version shown, so that asking again shows the same one.
    let number: Int?
    let inEnglish: Bool

    var html: HTML {
        """
        <section class="section" id="dry-run"><h2>\(say: "dossiers.trial.title")</h2>\
        <p class="muted">\(say: "dossiers.trial.lead")</p>\(FilterBar(here, button: Message("dossiers.trial.run"), fields: fields))\(answer)</section>
        """
    }

    private var fields: HTML {
        """
        \(number.map { "<input type=\"hidden\" name=\"version\" value=\"\(machine: $0)\">" as HTML })\
        \(Self.fields(trial, definition, inEnglish: inEnglish))
        """
    }

    /// The fields that ask for a dry run, on this page and in the editor.
    static func fields(_ trial: DefinitionTrial, _ definition: ProcedureDefinition, inEnglish: Bool) -> HTML {
        let channels = definition.channels.map {
            FormField.Choice($0.rawValue, Message("dossiers.channel.\($0.rawValue)"))
        }
        let cases = definition.cases.map { FormField.Choice($0.code, named: $0.name.text(inEnglish: inEnglish)) }
        let minutes = [trial.minute / 60, trial.minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return """
            \(FormField.text("day", label: Message("dossiers.trial.day"), value: trial.day.iso8601, kind: .date))\
            \(FormField.text(
                "time", label: Message("dossiers.trial.time"), value: minutes.joined(separator: ":"), width: 5, maxLength: 5))\
            \(channels.isEmpty ? nil : FormField.select(
                "channel", label: Message("dossiers.page.channel"), options: channels, value: trial.channel.rawValue))\
            \(cases.isEmpty ? nil : FormField.select(
                "case", label: Message("dossiers.trial.case"), options: cases, value: trial.caseCode ?? ""))
            """
    }

    private var answer: HTML { Self.answer(trial, inEnglish: inEnglish) }

    static func answer(_ trial: DefinitionTrial, inEnglish: Bool) -> HTML {
        if let problem = trial.problem { return Notice(.warning, problem).html }
        guard let run = trial.run else { return .empty }
        let whole: HTML =
            if let dueAt = run.result?.dueAt, let limit = run.limit {
                """
                <p><strong>\(say: "dossiers.trial.result") \(dueAt)</strong> \
                (\(PrintedWords.words(of: limit.limit)), \(limit.source))</p>
                """
            } else {
                "\(Notice(.warning, Message("dossiers.trial.no-limit")))"
            }
        let doubts = HTML.each(run.result?.provisional ?? []) { entry in
            "<p class=\"muted\">\(say: "dossiers.page.provisional", ["day": .day(entry.day), "name": .text(entry.name)])</p>"
        }
        return """
            \(whole)\(trial.convention.map { "<p class=\"muted\">\(say: "dossiers.trial.by-\($0.rawValue)")</p>" as HTML })\(doubts)\
            \(DataTable(
                "dry-run-steps", caption: Message("dossiers.trial.steps"),
                columns: [
                    .init(Message("dossiers.trial.step")), .init(Message("dossiers.definition.role")),
                    .init(Message("dossiers.trial.begins"), .time), .init(Message("dossiers.trial.due"), .time),
                ],
                rows: run.rows.map { row in
                    DataTable.Row([
                        "\(row.step.name.text(inEnglish: inEnglish))", DefinitionParts.role(row.step.role),
                        "\(row.begins)",
                        row.due.map { "\($0)" } ?? "<span class=\"muted\">\(say: "dossiers.trial.no-step-limit")</span>",
                    ])
                }, stacks: true))
            """
    }
}
