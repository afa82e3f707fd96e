// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What is wrong with a form, field by field, in the order of the fields.
/// A page with errors is answered 422 and shows them above the form and
/// beside each field.
package struct FormErrors: Sendable {
    private var all: [(field: String, message: Message)] = []

    package init() {}

    package var isEmpty: Bool { all.isEmpty }

    /// Adds what is wrong with `field`; the first error of a field stays.
    package mutating func add(_ field: String, _ message: Message) {
        if self[field] == nil { all.append((field, message)) }
    }

    /// What is wrong with `field`, if anything.
    package subscript(field: String) -> Message? { all.first { $0.field == field }?.message }

    /// The box above the form that names every error and leads to its field.
    /// Empty without errors.
    package var summary: HTML {
        guard !all.isEmpty else { return .empty }
        return """
            <div class="error-summary" role="alert" tabindex="-1" data-behaviour="error-summary" \
            aria-labelledby="error-summary-title">\
            <h2 id="error-summary-title">\(say: "web.form.error-summary")</h2><ul>\
            \(HTML.each(all) { "<li><a href=\"#\(FieldID($0.field))\">\($0.message)</a></li>" })</ul></div>
            """
    }
}

/// The `id` of a field, made of its name.
struct FieldID: Component {
    private let text: String

    init(_ name: String) {
        text =
            "field-" + name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? String($0) : "-" }.joined()
    }

    var html: HTML { "\(text)" }
}
