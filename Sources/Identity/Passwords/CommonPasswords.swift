// SPDX-License-Identifier: Apache-2.0

import Basics
package import Foundation

/// The passwords that are tried first, from Reference/common-passwords.txt,
/// which names its sources.
package struct CommonPasswords: Sendable {
    private let entries: Set<String>

    /// Reads one password a line; lines that begin with `#` are remarks.
    package init(file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        self.init(text.split(separator: "\n").lazy.filter { !$0.hasPrefix("#") }.map(String.init))
    }

    package init(_ entries: some Sequence<String>) {
        self.entries = Set(entries.map(Self.folded))
    }

    package var count: Int { entries.count }

    /// Capitals, spaces and Vietnamese marks make no difference: `Mật Khẩu
    /// 123456` is as common as `matkhau123456`.
    package func contains(_ password: String) -> Bool { entries.contains(Self.folded(password)) }

    private static func folded(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
        where scalar.properties.canonicalCombiningClass == .notReordered && scalar != " " {
            folded.append(scalar == "đ" ? "d" : scalar)
        }
        return String(folded)
    }
}
