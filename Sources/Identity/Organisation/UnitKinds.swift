// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation

/// The kinds of units with their levels: reference data, `Reference/units/kinds.csv`.
package struct UnitKinds: Sendable {
    package struct Kind: Hashable, Sendable {
        package let code: String
        /// 1 for a province, 2 for the former districts, 3 for a ward or commune,
        /// more for bodies.
        package let level: Int
        package let isTerritory: Bool
        /// What stands before a Vietnamese name: `Phường`; empty for bodies.
        package let prefix: String
        /// What follows an English name: `Ward`.
        package let suffixEnglish: String
        package let name: String
        package let nameEnglish: String
    }

    package let all: [Kind]
    private let byCode: [String: Kind]

    package init(file: URL) throws {
        var reader = CSVReader(try String(contentsOf: file, encoding: .utf8))
        all = try reader.rows().dropFirst().filter { !$0.isBlank && $0.fields.count == 7 }.map { row in
            Kind(
                code: row.fields[0], level: Int(row.fields[1]) ?? 0, isTerritory: row.fields[2] == "1",
                prefix: row.fields[3], suffixEnglish: row.fields[4], name: row.fields[5], nameEnglish: row.fields[6])
        }
        byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(code: String) -> Kind? { byCode[code] }

    /// `Phường Tân Ninh`.
    package func title(of version: OrgUnit.Version) -> String { title(version.name, kind: version.kind) }

    func title(_ name: String, kind: String) -> String {
        guard let prefix = byCode[kind]?.prefix, !prefix.isEmpty else { return name }
        return prefix + " " + name
    }

    /// `Tan Ninh Ward`, `Ward 3`.
    package func titleEnglish(of version: OrgUnit.Version) -> String {
        titleEnglish(version.nameEnglish.isEmpty ? version.name : version.nameEnglish, kind: version.kind)
    }

    func titleEnglish(_ name: String, kind: String) -> String {
        guard let suffix = byCode[kind]?.suffixEnglish, !suffix.isEmpty else { return name }
        return name.allSatisfy(\.isNumber) ? suffix + " " + name : name + " " + suffix
    }
}
