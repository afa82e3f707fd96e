// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Label, hint, error and control of one question, tied together for every
/// kind of reader. Made by the functions in `FormField+Kinds.swift`.
package struct FormField: Component {
    let name: String
    let label: Message
    let hint: Message?
    let error: Message?
    let isOptional: Bool
    let control: @Sendable (FieldMarks) -> HTML

    package var html: HTML {
        let id = FieldID(name)
        let marks = FieldMarks(id: id, hasHint: hint != nil, hasError: error != nil)
        return """
            <div class="field\(" field-wrong", if: error != nil)">\
            <label for="\(id)">\(label)\(isOptional ? " <span class=\"field-optional\">\(say: "web.form.optional")</span>" : nil)\
            </label>\
            \(hint.map { "<p class=\"field-hint\" id=\"\(id)-hint\">\($0)</p>" as HTML })\
            \(error.map { Self.errorLine(id, $0) })\
            \(control(marks))</div>
            """
    }

    static func errorLine(_ id: FieldID, _ error: Message) -> HTML {
        """
        <p class="field-error" id="\(id)-error"><span class="visually-hidden">\(say: "web.form.error-prefix") </span>\
        \(error)</p>
        """
    }
}

/// The attributes that tie a control to its label, hint and error.
struct FieldMarks: Sendable {
    let id: FieldID
    let hasHint: Bool
    let hasError: Bool

    var html: HTML {
        var described: HTML = .empty
        if hasHint || hasError {
            described = " aria-describedby=\""
            if hasHint { described += "\(id)-hint" }
            if hasHint, hasError { described += " " }
            if hasError { described += "\(id)-error" }
            described += "\""
        }
        return " id=\"\(id)\"\(described)\(" aria-invalid=\"true\"", if: hasError)"
    }
}
