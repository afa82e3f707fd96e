// SPDX-License-Identifier: Apache-2.0

import Basics

/// The words procedures are found by: folded, each alone and with the one after it.
enum SearchWords {
    static func words(of procedure: Procedure) -> Set<String> {
        ([procedure.code, procedure.name, procedure.field] + procedure.results.map(\.name))
            .reduce(into: []) { $0.formUnion(words(of: $1)) }
    }

    static func words(of text: String) -> Set<String> {
        let parts = parts(of: text)
        return Set(parts + pairs(of: parts))
    }

    /// The words of a text.
    static func parts(of text: String) -> [String] {
        text.searchKey.split(separator: " ").map { String($0.prefix(40)) }
    }

    /// Each word with the one after it.
    static func pairs(of parts: [String]) -> [String] { zip(parts, parts.dropFirst()).map { "\($0) \($1)" } }
}
