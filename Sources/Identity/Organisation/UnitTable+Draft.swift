// SPDX-License-Identifier: Apache-2.0

import Basics

extension UnitTable {
    /// A reason that falls to one row.
    struct Wrong: Error {
        let message: Message
    }

    /// A row as it stands in the file.
    struct Draft: Sendable {
        let line: Int
        let scheme: String
        let code: String
        let name: String
        let nameEnglish: String
        let kind: String
        let parent: String
        let act: String
        let validFrom: CivilDay?
        let validTo: CivilDay?
        let hasUnreadableEnd: Bool

        init(_ row: HeadedTable.Row) {
            line = row.line
            scheme = row["scheme"].isEmpty ? NationalList.scheme : row["scheme"]
            code = row["code"]
            name = row["name"]
            nameEnglish = row["name_en"].isEmpty ? NationalList.plain(row["name"]) : row["name_en"]
            kind = row["kind"].lowercased()
            parent = row["parent"]
            act = row["act"]
            validFrom = CivilDay(typed: row["valid_from"])
            validTo = CivilDay(typed: row["valid_to"])
            hasUnreadableEnd = !row["valid_to"].isEmpty && validTo == nil
        }

        var validity: Validity? { validFrom.flatMap { Validity(from: $0, to: validTo) } }

        func problems(kinds: UnitKinds) -> [Message] {
            var found: [Message] = []
            if code.isEmpty || code.count > 32 { found.append(Message("identity.org.import.code-missing")) }
            if name.isEmpty || name.count > 200 { found.append(Message("identity.org.import.name-missing")) }
            if kinds[kind] == nil {
                found.append(Message("identity.org.import.kind-unknown", ["kind": .text(String(kind.prefix(40)))]))
            }
            if validFrom == nil { found.append(Message("identity.org.import.from-unreadable")) }
            if hasUnreadableEnd { found.append(Message("identity.org.import.to-unreadable")) }
            if validFrom != nil, !hasUnreadableEnd, validity == nil {
                found.append(Message("identity.org.import.backwards"))
            }
            return found
        }

        /// What the row does to `chart`.
        ///
        /// - Parameter known: Units of the same file, by scheme and code.
        func outcome(
            _ id: OrgUnit.ID, _ chart: OrgChart, _ known: [String: [(Validity, OrgUnit.ID)]], _ source: String
        ) -> Result<Outcome, Wrong> {
            guard let validity else { return .success(.same) }
            var parentID: OrgUnit.ID?
            if !parent.isEmpty {
                // A unit of another list is named with its scheme: `vn-gso:25459`.
                let halves = parent.split(separator: ":", maxSplits: 1).map(String.init)
                let above = halves.count == 2 ? (halves[0], halves[1]) : (scheme, parent)
                parentID =
                    (known[above.0 + " " + above.1] ?? []).first { $0.0.holds(on: validity.from) }?.1
                    ?? chart.unit(scheme: above.0, code: above.1, on: validity.from)?.id
                guard parentID != nil else {
                    return .failure(
                        Wrong(message: Message("identity.org.import.parent-unknown", ["code": .text(parent)])))
                }
            }
            let version = OrgUnit.Version(
                validity: validity, scheme: scheme, code: code, name: name, nameEnglish: nameEnglish, kind: kind,
                parent: parentID, act: act, source: source)
            guard var unit = chart.unit(scheme: scheme, code: code, on: validity.from),
                let held = unit.version(on: validity.from), let index = unit.versions.firstIndex(of: held)
            else { return .success(.creates(OrgUnit(id: id, versions: [version]))) }
            // The unit is known by its own identity, whatever the file's rows are called.
            let isSame =
                held.name == name && held.kind == kind && held.parent == parentID && held.validity.to == validity.to
            if isSame { return .success(.same) }
            if held.validity.from == validity.from {
                unit.versions[index] = version
            } else {
                unit.versions[index].validity = held.validity.ended(on: validity.from) ?? held.validity
                unit.versions.insert(version, at: index + 1)
            }
            unit.revision += 1
            return .success(.changes(unit))
        }
    }
}
