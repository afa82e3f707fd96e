// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports

extension Organisation: UnitHistory {
    package func unit(scheme: String, code: String, on day: CivilDay) async throws -> UnitReference? {
        let chart = try await chart()
        return chart.unit(scheme: scheme, code: code, on: day).flatMap { chart.reference(to: $0.id, on: day) }
    }

    package func portions(
        of unit: UnitReference, on day: CivilDay, seen view: UnitView
    ) async throws -> [UnitPortion] {
        let chart = try await chart()
        guard let id = OrgUnit.ID(unit.id), chart[id] != nil else { throw OrgError.unknownUnit }
        switch view {
        case .asItWas:
            return chart.reference(to: id, on: day).map { [UnitPortion(unit: $0, share: 1)] } ?? []
        case .asOf(let viewed):
            return chart.portions(of: id, recorded: day, on: viewed).compactMap { portion in
                chart.reference(to: portion.unit, on: viewed).map { UnitPortion(unit: $0, share: portion.share) }
            }
        }
    }

    package func competent(
        for function: String, in territory: UnitReference, on day: CivilDay
    ) async throws -> [UnitReference] {
        let chart = try await chart()
        guard let id = OrgUnit.ID(territory.id) else { throw OrgError.unknownUnit }
        return chart.competences(for: function, .authority, in: id, on: day).compactMap {
            chart.reference(to: $0.unit, on: day)
        }
    }
}

extension OrgChart {
    func reference(to id: OrgUnit.ID, on day: CivilDay) -> UnitReference? {
        guard let version = units[id]?.nearest(to: day) else { return nil }
        return UnitReference(
            id: id.description, scheme: version.scheme, code: version.code, title: kinds.title(of: version),
            titleEnglish: kinds.titleEnglish(of: version))
    }
}
