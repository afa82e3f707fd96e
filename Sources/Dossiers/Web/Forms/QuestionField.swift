// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// A question as a field of a form, the same wherever it is asked: on the
/// citizen's phone and at the counter.
///
/// Days are typed, not picked: nobody wants to turn back forty years in a
/// calendar to their birth, and what was mistyped can be shown again.
struct QuestionField: Component {
    let question: Question
    let isOptional: Bool
    /// As it was typed, or `AnswerWords.typed(_:)` of the answer that is kept.
    let typed: String
    let error: Message?
    /// Where the answer that stands there comes from, or what else is known of it.
    let note: Message?
    let inEnglish: Bool
    /// Whether the questions about the applicant are about whoever sits there:
    /// their browser then offers what it knows of them.
    let isAboutReader: Bool

    init(
        _ question: Question, isOptional: Bool = false, typed: String = "", error: Message? = nil,
        note: Message? = nil, isAboutReader: Bool = false, inEnglish: Bool
    ) {
        self.question = question
        self.isOptional = isOptional
        self.typed = typed
        self.error = error
        self.note = note
        self.isAboutReader = isAboutReader
        self.inEnglish = inEnglish
    }

    /// The field's name in the form: set apart from the form's own fields.
    static func name(of question: String) -> String { "q-\(question)" }

    /// What the reader is asked.
    static func label(_ question: Question, inEnglish: Bool) -> Message {
        words(question.text, inEnglish: inEnglish)
    }

    static func words(_ words: Words, inEnglish: Bool) -> Message {
        Message("dossiers.form.words", ["words": .text(words.text(inEnglish: inEnglish))])
    }

    var html: HTML {
        switch question.kind {
        case .choice: choice(question.options.map { .init($0.code, named: $0.name.text(inEnglish: inEnglish)) })
        case .yes:
            choice([.init("yes", Message("dossiers.form.yes")), .init("no", Message("dossiers.form.no"))])
        case .lines:
            FormField.lines(
                name, label: label, value: typed, hint: hint, error: error, isOptional: isOptional,
                maxLength: room
            ).html
        case .file: "<p class=\"field\"><strong>\(label)</strong><br>\(say: "dossiers.form.file")</p>"
        case .date: line(.text, width: 12)
        case .identity: line(.text, width: 20)
        case .phone: line(.tel, width: 20)
        case .number: line(.number, width: 12)
        case .money: line(.number, width: 20)
        case .email: line(.email)
        case .text, .name, .address: line(.text)
        }
    }

    private var name: String { Self.name(of: question.code) }
    private var label: Message { Self.label(question, inEnglish: inEnglish) }

    /// Far more than is taken: a browser cuts off without a word what is longer, the answer says so.
    private var room: Int { Int(min(question.bounds.most, 100_000)) * 2 + 200 }

    private func line(_ kind: FormField.TextKind, width: Int? = nil) -> HTML {
        FormField.text(
            name, label: label, value: typed, hint: hint, error: error, kind: kind, width: width,
            autocomplete: isAboutReader ? Self.purposes[question.code] : nil, isOptional: isOptional,
            maxLength: [.text, .name, .address, .email].contains(question.kind) ? room : 100
        ).html
    }

    private func choice(_ options: [FormField.Choice]) -> HTML {
        let none = isOptional ? [FormField.Choice("", Message("dossiers.form.no-answer"))] : []
        guard options.count <= 8 else {
            return FormField.select(
                name, label: label, options: [.init("", Message("dossiers.form.choose"))] + options, value: typed,
                hint: hint, error: error, isOptional: isOptional
            ).html
        }
        return ChoiceField(
            name, .one, legend: label, options: options + none, chosen: typed.isEmpty && !isOptional ? [] : [typed],
            hint: hint, error: error
        ).html
    }

    private var hint: Message? {
        let own = question.hint.map { Self.words($0, inEnglish: inEnglish) }
        let form = question.kind == .date ? Message("dossiers.form.date-hint") : nil
        return [own, form, note].compactMap(\.self).reduce(nil) { first, second in
            first.map { Message("dossiers.form.hints", ["first": .message($0), "second": .message(second)]) } ?? second
        }
    }

    /// HTML's own names of what a field is for (WCAG 1.3.5).
    private static let purposes = [
        "applicant-name": "name", "applicant-birth-date": "bday", "applicant-phone": "tel",
        "applicant-email": "email", "applicant-address": "street-address",
    ]
}
