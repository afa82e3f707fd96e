// SPDX-License-Identifier: Apache-2.0

extension Language {
    /// The language a browser asks for (RFC 9110 section 12.5.4). Vietnamese
    /// unless English is ranked above it.
    static func preferred(by header: String?) -> Language {
        guard let header else { return .vi }
        var ranks: [Language: Double] = [:]
        for part in header.split(separator: ",").prefix(32) {
            let words = part.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = words.first, let language = Language(rawValue: tag.prefix(2).lowercased()) else { continue }
            guard tag.count == 2 || tag.dropFirst(2).first == "-" else { continue }
            let rank = words.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            ranks[language] = max(ranks[language] ?? 0, rank)
        }
        return (ranks[.en] ?? 0) > (ranks[.vi] ?? 0) ? .en : .vi
    }
}
