// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The units' names as people search for them: without marks and capitals,
/// with the units above, so that `phuong 3 tay ninh` finds one of several.
package struct OrgSearch: Sendable {
    package struct Hit: Sendable, Hashable {
        package let unit: OrgUnit.ID
        package let version: OrgUnit.Version
        /// The titles of the units above, the highest first.
        package let place: String
    }

    private struct Entry: Sendable {
        let hit: Hit
        let own: [Substring]
        let above: [Substring]
        let level: Int
    }

    private let entries: [Entry]

    package init(_ chart: OrgChart) {
        var entries: [Entry] = []
        for unit in chart.units.values {
            for version in unit.versions {
                let last = version.validity.to.map { $0 - 1 } ?? version.validity.from
                let above = version.parent.map { chart.path(to: $0, on: last) } ?? []
                let place = above.map { chart.title(of: $0.version) }.joined(separator: ", ")
                let title = chart.title(of: version)
                let own = (title + " " + version.nameEnglish + " " + version.code).searchKey
                entries.append(
                    Entry(
                        hit: Hit(unit: unit.id, version: version, place: place), own: own.split(separator: " "),
                        above: place.searchKey.split(separator: " "), level: chart.kinds[version.kind]?.level ?? 9))
            }
        }
        self.entries = entries.sorted {
            ($0.level, $0.hit.version.code, $0.hit.version.validity.from.number, $0.hit.unit)
                < ($1.level, $1.hit.version.code, $1.hit.version.validity.from.number, $1.hit.unit)
        }
    }

    /// Units with a name, past or present, whose words are those typed: exact
    /// ones first, then names that begin so. Words may also be those of the units above.
    ///
    /// - Complexity: One walk over all names: milliseconds for a country.
    package func hits(for typed: String, limit: Int = 50) -> [Hit] {
        let words = typed.searchKey.split(separator: " ").prefix(12)
        guard !words.isEmpty else { return [] }
        var ranked: [[Hit]] = [[], [], []]
        for entry in entries {
            guard let rank = Self.rank(of: entry, for: words) else { continue }
            ranked[rank].append(entry.hit)
        }
        return Array(ranked.joined().prefix(limit))
    }

    private static func rank(of entry: Entry, for words: ArraySlice<Substring>) -> Int? {
        var ownFound = 0
        var exact = true
        for word in words {
            if entry.own.contains(word) {
                ownFound += 1
            } else if entry.above.contains(word) {
                continue
            } else if !word.allSatisfy(\.isNumber), entry.own.contains(where: { $0.hasPrefix(word) }) {
                exact = false
                ownFound += 1
            } else {
                return nil
            }
        }
        guard ownFound > 0 else { return nil }
        // Names of the words typed and nothing else come first.
        let isWhole = exact && words.allSatisfy { entry.own.contains($0) } && ownFound == words.count
        return isWhole ? 0 : exact ? 1 : 2
    }
}
