// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// The administrative units of Viet Nam before and after 1 July 2025, as they
/// ship with the program. `Reference/units/README.md` names sources and licences.
struct NationalList {
    static let scheme = "vn-gso"
    /// The two-tier units begin on this day (Law 72/2025/QH15).
    static let reform = CivilDay(2025, 7, 1) ?? CivilDay(number: 0)
    /// The day of the list of the three-tier units. When each of them began it does not say.
    static let listed = CivilDay(2025, 3, 1) ?? CivilDay(number: 0)
    /// Since when the province of Tây Ninh had the towns Hòa Thành and Trảng Bàng.
    static let towns = CivilDay(2020, 2, 1) ?? CivilDay(number: 0)

    struct Entry: Sendable {
        let code: String
        let parent: String
        let kind: String
        let name: String
        let nameEnglish: String
    }

    let before: [Entry]
    let after: [Entry]
    let successions: [(from: String, to: String, isWhole: Bool)]

    /// - Throws: `OrgError.damagedReference`.
    init(folder: URL) throws {
        before = try Self.rows(of: "units-2025-03-01.csv", in: folder, columns: 4).map {
            Entry(code: $0[0], parent: $0[1], kind: $0[2], name: $0[3], nameEnglish: Self.plain($0[3]))
        }
        after = try Self.rows(of: "units-2025-07-01.csv", in: folder, columns: 5).map {
            Entry(code: $0[0], parent: $0[1], kind: $0[2], name: $0[3], nameEnglish: $0[4])
        }
        successions = try Self.rows(of: "successions-2025-07-01.csv", in: folder, columns: 3).map {
            (from: $0[0], to: $0[1], isWhole: $0[2] == "whole")
        }
    }

    /// The list, less every province but those with these codes of today.
    init(_ list: NationalList, provinces: Set<String>) {
        after = list.after.filter { provinces.contains($0.parent.isEmpty ? $0.code : $0.parent) }
        let kept = Set(after.map(\.code))
        successions = list.successions.filter { kept.contains($0.to) }
        let from = Set(successions.map(\.from))
        let parents = Dictionary(list.before.map { ($0.code, $0.parent) }, uniquingKeysWith: { $1 })
        before = list.before.filter { entry in
            from.contains(entry.code) || (parents[entry.parent] == "" && from.contains(entry.parent))
        }
    }

    private static func rows(of name: String, in folder: URL, columns: Int) throws -> [[String]] {
        guard let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8) else {
            throw OrgError.damagedReference(name)
        }
        var reader = CSVReader(text)
        guard let rows = try? reader.rows().dropFirst().filter({ !$0.isBlank }),
            rows.allSatisfy({ $0.fields.count == columns })
        else { throw OrgError.damagedReference(name) }
        return rows.map(\.fields)
    }

    /// `Hòa Thành` as `Hoa Thanh`.
    static func plain(_ name: String) -> String {
        var text = ""
        for scalar in name.decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "đ": text += "d"
            case "Đ": text += "D"
            case _ where scalar.properties.canonicalCombiningClass != .notReordered: continue
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
