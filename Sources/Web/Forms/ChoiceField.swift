// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A question answered by ticking: one of several, or any of several.
package struct ChoiceField: Component {
    package enum Kind: String, Sendable {
        case one = "radio"
        case any = "checkbox"
    }

    let name: String
    let kind: Kind
    let legend: Message
    let options: [FormField.Choice]
    let chosen: Set<String>
    let hint: Message?
    let error: Message?

    package init(
        _ name: String, _ kind: Kind, legend: Message, options: [FormField.Choice], chosen: Set<String> = [],
        hint: Message? = nil, error: Message? = nil
    ) {
        self.name = name
        self.kind = kind
        self.legend = legend
        self.options = options
        self.chosen = chosen
        self.hint = hint
        self.error = error
    }

    package var html: HTML {
        let id = FieldID(name)
        let marks = FieldMarks(id: id, hasHint: hint != nil, hasError: error != nil)
        return """
            <fieldset class="field\(" field-wrong", if: error != nil)" tabindex="-1"\(marks.html)>\
            <legend>\(legend)</legend>\
            \(hint.map { "<p class=\"field-hint\" id=\"\(id)-hint\">\($0)</p>" as HTML })\
            \(error.map { FormField.errorLine(id, $0) })\
            \(HTML.each(options.enumerated()) { index, option in
                """
                <label class="choice" for="\(id)-\(machine: index)"><input type="\(kind.rawValue)" name="\(name)" \
                value="\(option.value)" id="\(id)-\(machine: index)"\(" checked", if: chosen.contains(option.value))>\
                <span>\(option.words)</span></label>
                """
            })</fieldset>
            """
    }
}

/// One box to tick.
package struct Checkbox: Component {
    let name: String
    let label: Message
    let isChecked: Bool
    let error: Message?

    package init(_ name: String, label: Message, isChecked: Bool = false, error: Message? = nil) {
        self.name = name
        self.label = label
        self.isChecked = isChecked
        self.error = error
    }

    package var html: HTML {
        let id = FieldID(name)
        let marks = FieldMarks(id: id, hasHint: false, hasError: error != nil)
        return """
            <div class="field\(" field-wrong", if: error != nil)">\(error.map { FormField.errorLine(id, $0) })\
            <label class="choice" for="\(id)"><input type="checkbox" name="\(name)" value="yes"\(marks.html)\
            \(" checked", if: isChecked)><span>\(label)</span></label></div>
            """
    }
}
