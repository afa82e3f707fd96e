// SPDX-License-Identifier: Apache-2.0

import Basics

/// Forms, notices, buttons and states for `/design`.
struct DesignForms: DesignWords {
    private var errors: FormErrors {
        var errors = FormErrors()
        errors.add("sample-name", say("error-name"))
        errors.add("sample-day", say("error-day"))
        return errors
    }

    private let options = [
        FormField.Choice("pm25", named: "PM2,5"), FormField.Choice("so2", named: "SO₂"),
        FormField.Choice("none", Message("web.design.option-none")),
    ]

    var html: HTML {
        """
        <div class="columns columns-even">
        <form class="form" action="/design" method="get">
        \(errors.summary)
        \(FormField.text("sample-name", label: say("field-name"), value: "Trạm", hint: say("field-hint"), error: errors["sample-name"]))
        \(FormField.text("sample-day", label: say("field-day"), error: errors["sample-day"], kind: .date))
        \(FormField.text("sample-number", label: say("field-number"), value: "1,5", kind: .number, width: 8, isOptional: true))
        \(FormField.select("sample-choice", label: say("field-choice"), options: options, value: "so2"))
        \(SubmitButton(say("action")))
        </form>
        <form class="form" action="/design" method="get">
        \(FormField.lines("sample-note", label: say("field-note"), hint: say("field-hint"), isOptional: true))
        \(ChoiceField("sample-one", .one, legend: say("field-one"), options: options, chosen: ["pm25"]))
        \(ChoiceField("sample-any", .any, legend: say("field-any"), options: options, chosen: ["so2", "none"], error: say("error-name")))
        \(Checkbox("sample-box", label: say("field-box"), isChecked: true))
        \(FormField.file("sample-file", label: say("field-file"), accepting: ".csv,.txt", hint: say("field-hint")))
        <p class="actions">\(SubmitButton(say("action")))\(LinkButton(say("action-quiet"), "/design", .quiet))\(SubmitButton(say("action-danger"), .danger))</p>
        </form>
        </div>
        """
    }

    var states: HTML {
        """
        \(HTML.each(Tone.allCases) { "\(Notice($0, say("notice")))" })
        <div class="columns columns-even">\(LoadingState())\(ErrorState(say("state-error"), retry: "/design"))</div>
        \(Progress(say("progress"), done: 420, of: 1_000))
        \(Progress(say("progress"), done: 420, of: nil))
        """
    }
}
