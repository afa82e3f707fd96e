// SPDX-License-Identifier: Apache-2.0

package import Basics

extension FormField {
    /// What a line of text holds; chooses the keyboard on small screens.
    package enum TextKind: String, Sendable {
        case text, email, password, search, date, number, tel
    }

    /// One line of text.
    ///
    /// - Parameters:
    ///   - width: In characters: shows how long an answer is expected to be.
    ///   - autocomplete: A token of HTML's list, such as `username`.
    package static func text(
        _ name: String, label: Message, value: String = "", hint: Message? = nil, error: Message? = nil,
        kind: TextKind = .text, width: Int? = nil, autocomplete: String? = nil, isOptional: Bool = false,
        maxLength: Int = 1_000
    ) -> FormField {
        FormField(name: name, label: label, hint: hint, error: error, isOptional: isOptional) { marks in
            // A number field would refuse the decimal comma: text with a numeric keyboard takes both.
            let type = kind == .number ? "text" : kind.rawValue
            return """
                <input type="\(type)" name="\(name)"\(marks.html) value="\(value)" \
                maxlength="\(machine: maxLength)"\(width.map { " size=\"\(machine: $0)\"" as HTML })\
                \(autocomplete.map { " autocomplete=\"\($0)\"" as HTML })\
                \(" inputmode=\"decimal\"", if: kind == .number)\
                \(" spellcheck=\"false\"", if: kind != .text)\(" required", if: !isOptional)>
                """
        }
    }

    /// Several lines of text.
    package static func lines(
        _ name: String, label: Message, value: String = "", hint: Message? = nil, error: Message? = nil,
        rows: Int = 4, isOptional: Bool = false, maxLength: Int = 10_000
    ) -> FormField {
        FormField(name: name, label: label, hint: hint, error: error, isOptional: isOptional) { marks in
            """
            <textarea name="\(name)"\(marks.html) rows="\(machine: rows)" maxlength="\(machine: maxLength)"\
            \(" required", if: !isOptional)>
            \(value)</textarea>
            """
        }
    }

    /// One choice of a list.
    package static func select(
        _ name: String, label: Message, options: [Choice], value: String = "", hint: Message? = nil,
        error: Message? = nil, isOptional: Bool = false
    ) -> FormField {
        FormField(name: name, label: label, hint: hint, error: error, isOptional: isOptional) { marks in
            """
            <select name="\(name)"\(marks.html)\(" required", if: !isOptional)>\
            \(HTML.each(options) { option in
                "<option value=\"\(option.value)\"\(" selected", if: option.value == value)>\(option.words)</option>"
            })</select>
            """
        }
    }

    /// A file to send. The form needs `enctype="multipart/form-data"`.
    package static func file(
        _ name: String, label: Message, accepting types: String, hint: Message? = nil, error: Message? = nil
    ) -> FormField {
        FormField(name: name, label: label, hint: hint, error: error, isOptional: false) { marks in
            "<input type=\"file\" name=\"\(name)\" accept=\"\(types)\"\(marks.html) required>"
        }
    }

    /// One of a list of options: a value for the form, words for the reader.
    package struct Choice: Sendable {
        let value: String
        let words: HTML

        package init(_ value: String, _ message: Message) {
            self.value = value
            words = "\(message)"
        }

        /// A name that is the same in every language.
        package init(_ value: String, named name: String) {
            self.value = value
            words = "\(name)"
        }
    }
}
