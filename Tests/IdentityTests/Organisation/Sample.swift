// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

@testable import Identity

/// Small organisations for tests.
enum Chart {
    static let kinds = try? UnitKinds(
        file: IdentityFeature.resources.appendingPathComponent("Reference/units/kinds.csv"))

    static func day(_ text: String) -> CivilDay { CivilDay(iso8601: text) ?? CivilDay(number: 0) }

    static func id(_ number: Int) -> OrgUnit.ID {
        let digits = String(number)
        let text = "00000000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        return OrgUnit.ID(text) ?? OrgUnit.ID(at: .init(seconds: 0))
    }

    static func version(
        _ code: String, _ name: String, _ from: String, _ to: String? = nil, in parent: OrgUnit.ID? = nil,
        kind: String = "ward"
    ) -> OrgUnit.Version {
        OrgUnit.Version(
            validity: Validity(from: day(from), to: to.map(day)) ?? Validity(since: day(from)), scheme: "vn-gso",
            code: code, name: name, nameEnglish: name, kind: kind, parent: parent, act: "", source: "test")
    }

    static func unit(_ number: Int, _ versions: OrgUnit.Version...) -> OrgUnit {
        OrgUnit(id: id(number), versions: versions)
    }

    static func step(
        _ number: Int, _ from: Int, _ to: Int?, _ kind: Succession.Kind, _ share: Double?, on day: String = "2025-07-01"
    ) -> Succession {
        Succession(
            id: Succession.ID(id(900_000 + number).description) ?? Succession.ID(at: .init(seconds: 0)), from: id(from),
            to: to.map(id), kind: kind, share: share, on: Self.day(day), act: "NQ", source: "test")
    }

    static func chart(_ units: [OrgUnit], _ successions: [Succession] = [], _ competences: [Competence] = [])
        -> OrgChart
    {
        guard let kinds else { preconditionFailure("no list of kinds") }
        return OrgChart(
            revision: 1, kinds: kinds, units: Dictionary(units.map { ($0.id, $0) }) { $1 }, successions: successions,
            competences: competences)
    }
}
