// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import NIOCore

/// What a form or an address's query carries: names and texts, in their
/// order, names possibly repeated. Texts are in normalisation form C, without
/// control characters and outer blanks.
package struct FormInput: Sendable {
    package static let empty = FormInput(pairs: [], files: [])

    /// More fields than any form of ours has.
    private static let fieldLimit = 2_000

    private let pairs: [(name: String, raw: String)]
    package let files: [FormFile]

    init(pairs: [(name: String, raw: String)], files: [FormFile]) {
        self.pairs = pairs
        self.files = files
    }

    /// The query of an address; what cannot be decoded is left out.
    init(query: String) {
        let pairs = (try? URLEncodedForm.pairs(in: Array(query.utf8.prefix(65_536)), limit: Self.fieldLimit)) ?? []
        self.init(pairs: pairs, files: [])
    }

    /// The form in a request's body, or `nil` when `type` is none of a form.
    ///
    /// - Throws: `WebError.unreadableForm`.
    init?(_ body: ByteBuffer, type: String) throws {
        let kind = type.split(separator: ";").first.map { $0.lowercased().filter { $0 != " " } }
        switch kind {
        case "application/x-www-form-urlencoded":
            self.init(
                pairs: try URLEncodedForm.pairs(in: Array(body.readableBytesView), limit: Self.fieldLimit), files: [])
        case "multipart/form-data":
            self = try MultipartForm(type: type).form(in: body, limit: Self.fieldLimit)
        default: return nil
        }
    }

    /// The text of the first field with this name, on one line; empty when there is none.
    package subscript(name: String) -> String { value(name) ?? "" }

    /// The text of the first field with this name, or `nil` when it is missing or empty.
    package func value(_ name: String) -> String? {
        guard let raw = pairs.first(where: { $0.name == name })?.raw else { return nil }
        let text = raw.tidied()
        return text.isEmpty ? nil : text
    }

    /// A text of several lines, their ends as `\n`.
    package func lines(_ name: String) -> String {
        guard let raw = pairs.first(where: { $0.name == name })?.raw else { return "" }
        return raw.replacing("\r\n", with: "\n").replacing("\r", with: "\n").tidied(lines: true)
    }

    /// Every text given under this name, in order, empty ones left out.
    package func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map { $0.raw.tidied() }.filter { !$0.isEmpty }
    }

    /// A password as typed: blanks stay, only its composed form is unified.
    package func secret(_ name: String) -> String {
        pairs.first { $0.name == name }?.raw.nfc ?? ""
    }

    /// Whether a box with this name was ticked.
    package func isChecked(_ name: String) -> Bool { pairs.contains { $0.name == name } }

    /// A whole number, or `nil` when the field holds none.
    package func integer(_ name: String) -> Int? { value(name).flatMap(Int.init) }

    /// A number with a decimal comma or point, or `nil`. Groups are not
    /// accepted: `1.234` could mean two numbers.
    package func decimal(_ name: String) -> Double? {
        guard let text = value(name)?.replacing(",", with: ".").replacing("\u{2212}", with: "-"),
            text.allSatisfy({ $0.isASCIIDigit || $0 == "." || $0 == "-" }), let number = Double(text), number.isFinite
        else { return nil }
        return number
    }

    /// A day written `2026-11-23` (what date fields send) or `23/11/2026`.
    package func day(_ name: String) -> CivilDay? {
        value(name).flatMap { CivilDay(typed: $0) }
    }

    package func file(_ name: String) -> FormFile? { files.first { $0.field == name } }

    /// The form's own token.
    var token: String? { pairs.first { $0.name == "form-token" }?.raw }
}

/// A file that came with a form.
package struct FormFile: Sendable {
    /// The field's name.
    package let field: String
    /// The last part of the name the sender gave: a label, never a path.
    package let name: String
    package let type: String
    package let bytes: ByteBuffer
}
