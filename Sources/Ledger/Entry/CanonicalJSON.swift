// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Objects of text as one JSON text, always the same for the same object: keys
/// by their UTF-8 bytes, no blanks, only `"`, `\` and control signs escaped.
package enum CanonicalJSON {
    /// Empty for an empty object.
    package static func text(of object: [String: String]) -> String {
        guard !object.isEmpty else { return "" }
        let pairs = object.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { "\(quoted($0.key)):\(quoted($0.value))" }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    /// The object of such a text in the order of its keys; nothing for a text
    /// that is none.
    package static func pairs(of text: String) -> [(name: String, value: String)] {
        guard !text.isEmpty, let object = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        else { return [] }
        return object.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { (name: $0.key, value: $0.value) }
    }

    package static func quoted(_ text: String) -> String {
        // Most texts have nothing to escape.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) { return "\"\(text)\"" }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20:
                quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
