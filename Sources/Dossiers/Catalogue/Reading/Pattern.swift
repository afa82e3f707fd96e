// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A regular expression written in the program: a literal, never made of input. ICU's:
/// some hundred times quicker on long texts than a regex literal in a debug build.
struct Pattern {
    private let expression: NSRegularExpression?

    init(_ text: StaticString, ignoringCase: Bool = true) {
        expression = try? NSRegularExpression(
            pattern: "\(text)", options: ignoringCase ? .caseInsensitive : [])
    }

    func matches(_ text: String) -> Bool { !found(in: text, limit: 1).isEmpty }

    /// Every match: its place in UTF-16 units and the texts of its groups, the whole first.
    func found(in text: String, limit: Int = .max) -> [(place: NSRange, groups: [String?])] {
        let whole = text as NSString
        var found: [(NSRange, [String?])] = []
        expression?.enumerateMatches(in: text, range: NSRange(location: 0, length: whole.length)) { match, _, stop in
            guard let match else { return }
            let groups = (0..<match.numberOfRanges).map { number -> String? in
                let range = match.range(at: number)
                return range.location == NSNotFound ? nil : whole.substring(with: range)
            }
            found.append((match.range, groups))
            if found.count >= limit { stop.pointee = true }
        }
        return found
    }

    /// The match at the beginning of the text and what follows it.
    func prefix(of text: String) -> (groups: [String?], rest: String)? {
        guard let first = found(in: text, limit: 1).first, first.place.location == 0 else { return nil }
        return (first.groups, (text as NSString).substring(from: first.place.length))
    }
}
