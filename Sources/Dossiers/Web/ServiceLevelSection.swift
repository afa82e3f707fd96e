// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// A procedure's level of online service in both vocabularies, levels 1 to 4
/// until 2022 and wholly or partly online since (Decree 42/2022/NĐ-CP), and
/// the form that writes down another.
struct ServiceLevelSection: Component {
    let code: String
    let isOnline: Bool
    let levels: [ServiceLevel]
    let vocabulary: LevelVocabulary
    let today: CivilDay
    let isKeeper: Bool
    let form: LevelForm

    var html: HTML {
        """
        <section class="section"><h2>\(say: "dossiers.level.title")</h2>\(present)\
        \(DataTable(
            "levels", caption: Message("dossiers.level.mapping"),
            columns: [.init(Message("dossiers.level.since")), .init(Message("dossiers.level.before"))],
            rows: ServiceLevel.Level.allCases.map { level in
                DataTable.Row([
                    "\(say: "dossiers.level.\(level.rawValue)")",
                    HTML.each(vocabulary.old(level)) { "<p>\(Self.words(of: $0))</p>" },
                ])
            }))<p><a href="/procedures/levels">\(say: "dossiers.levels.title")</a></p>\(isKeeper ? form.html(of: code) : .empty)</section>
        """
    }

    private var present: HTML {
        guard let level = levels.holding(on: today) else {
            return "<p>\(say: isOnline ? "dossiers.level.online" : "dossiers.level.not-online")</p>"
        }
        return """
            <p><strong>\(say: "dossiers.level.\(level.level.rawValue)")</strong>\
            \(level.old.map { " · \(say: "dossiers.level.old.\(String($0.rawValue))")" as HTML }) · \
            \(say: "dossiers.level.from", ["day": .day(level.validFrom)])</p>\
            <p class="muted">\(say: "dossiers.page.source"): \(SourceText(level.source))</p>
            """
    }

    private static func words(of row: LevelVocabulary.Row) -> HTML {
        let name: HTML = "\(say: "dossiers.level.old.\(String(row.old.rawValue))")"
        return row.condition.isEmpty ? name : "\(name) (\(say: "dossiers.level.condition.\(row.condition)"))"
    }
}

/// What the city published of a procedure's level.
struct LevelForm {
    var level = ""
    var old = ""
    var validFrom = ""
    var source = ""
    var errors = FormErrors()

    func html(of code: String) -> HTML {
        """
        <details\(" open", if: !errors.isEmpty)><summary>\(say: "dossiers.level.set")</summary>\
        <form class="form" method="post" action="\(Address("/procedures/\(code)/levels"))" novalidate>\(HTML.formToken)\
        \(FormField.select("level", label: Message("dossiers.level.since"), options: [.init("", Message("dossiers.level.choose"))]
            + ServiceLevel.Level.allCases.map { .init($0.rawValue, Message("dossiers.level.\($0.rawValue)")) },
            value: level, error: errors["level"]))\
        \(FormField.select("old", label: Message("dossiers.level.before"), options: [.init("", Message("dossiers.level.unsaid"))]
            + ServiceLevel.Old.allCases.map { .init(String($0.rawValue), Message("dossiers.level.old.\(String($0.rawValue))")) },
            value: old, error: errors["old"], isOptional: true))\
        \(FormField.text("level-from", label: Message("dossiers.page.valid-from"), value: validFrom, error: errors["level-from"], kind: .date))\
        \(FormField.text("level-source", label: Message("dossiers.level.source"), value: source, error: errors["level-source"], maxLength: 500))\
        <p class="actions">\(SubmitButton(Message("dossiers.level.keep")))</p></form></details>
        """
    }
}
