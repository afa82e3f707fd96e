// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A form as it stands on a page, with what its fields hold, to be sent as a
/// browser sends it.
struct PageForm: Sendable {
    let action: String
    let isUpload: Bool
    /// Name and value of each field that a browser would send.
    private(set) var pairs: [(name: String, value: String)]

    /// Every form of a page that writes.
    static func all(in text: String) -> [PageForm] {
        text.matches(of: /<form([^>]*method="post"[^>]*)>(.*?)<\/form>/.dotMatchesNewlines()).compactMap { form in
            guard let action = attribute("action", of: form.1) else { return nil }
            return PageForm(
                action: String(action.prefix { $0 != "#" }), isUpload: form.1.contains("multipart/form-data"),
                pairs: pairs(in: form.2))
        }
    }

    /// The same form with these fields filled in; what it does not have is added.
    func filled(_ fields: [String: [String]]) -> PageForm {
        var form = self
        form.pairs.removeAll { fields[$0.name] != nil }
        form.pairs += fields.sorted { $0.key < $1.key }.flatMap { field in field.value.map { (field.key, $0) } }
        return form
    }

    /// What is sent, and its kind.
    var body: (text: String, type: String) {
        guard isUpload else {
            let text = pairs.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
            return (text, "application/x-www-form-urlencoded")
        }
        let parts = pairs.map { pair in
            let file = pair.name == "file" ? "; filename=\"mau.csv\"\r\nContent-Type: text/csv" : ""
            return "--mau\r\nContent-Disposition: form-data; name=\"\(pair.name)\"\(file)\r\n\r\n\(pair.value)\r\n"
        }
        return (parts.joined() + "--mau--\r\n", "multipart/form-data; boundary=mau")
    }

    private static func pairs(in html: Substring) -> [(name: String, value: String)] {
        let inputs = html.matches(of: /<input\b([^>]*)>/).compactMap { field -> (name: String, value: String)? in
            let kind = attribute("type", of: field.1)
            guard let name = attribute("name", of: field.1), kind != "file" else { return nil }
            if kind == "checkbox" || kind == "radio", !field.1.contains(" checked") { return nil }
            return (name, attribute("value", of: field.1) ?? "")
        }
        let texts = html.matches(of: /<textarea\b([^>]*)>(.*?)<\/textarea>/.dotMatchesNewlines())
            .compactMap { field in attribute("name", of: field.1).map { ($0, plain(field.2)) } }
        let choices = html.matches(of: /<select\b([^>]*)>(.*?)<\/select>/.dotMatchesNewlines())
            .compactMap { field -> (name: String, value: String)? in
                let options = field.2.matches(of: /<option value="([^"]*)"([^>]*)>/)
                let chosen = options.first { $0.2.contains("selected") } ?? options.first
                guard let name = attribute("name", of: field.1), let chosen else { return nil }
                return (name, plain(chosen.1))
            }
        return inputs + texts + choices
    }

    private static func attribute(_ name: String, of tag: Substring) -> String? {
        guard let start = tag.range(of: " \(name)=\"")?.upperBound else { return nil }
        return plain(tag[start...].prefix { $0 != "\"" })
    }

    private static func plain(_ text: Substring) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
