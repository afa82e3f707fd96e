// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// A unit for programs.
struct UnitData: Encodable {
    let id: String
    let scheme: String
    let code: String
    let kind: String
    let name: String
    let title: String
    let titleEnglish: String
    let parent: String?
    let validFrom: String
    let validTo: String?
    let legalAct: String
    let source: String
    let hasChildren: Bool?

    init(_ id: OrgUnit.ID, _ version: OrgUnit.Version, _ kinds: UnitKinds, hasChildren: Bool? = nil) {
        self.id = id.description
        scheme = version.scheme
        code = version.code
        kind = version.kind
        name = version.name
        title = kinds.title(of: version)
        titleEnglish = kinds.titleEnglish(of: version)
        parent = version.parent?.description
        validFrom = version.validity.from.iso8601
        validTo = version.validity.to?.iso8601
        legalAct = version.act
        source = version.source
        self.hasChildren = hasChildren
    }
}

/// A succession for programs; `share` is missing where nobody has published it.
struct SuccessionData: Encodable {
    let from: String
    let to: String?
    let kind: String
    let share: Double?
    let function: String?
    let on: String
    let legalAct: String
    let source: String

    init(_ step: Succession) {
        from = step.from.description
        to = step.to?.description
        kind = step.kind.rawValue
        share = step.share
        function = step.function.isEmpty ? nil : step.function
        on = step.on.iso8601
        legalAct = step.act
        source = step.source
    }
}

private struct UnitRecord: Encodable {
    let versions: [UnitData]
    let predecessors: [SuccessionData]
    let successors: [SuccessionData]
    let today: [Portion]

    struct Portion: Encodable {
        let unit: UnitData
        let share: Double?
    }
}

extension OrganisationPages {
    /// The units directly below `parent`, or the highest ones.
    @Sendable func showBranch(_ request: Request, _ context: WebContext) async throws -> Response {
        let chart = try await organisation.chart()
        let day = day(context)
        let parent = context.query.value("parent").flatMap { OrgUnit.ID($0) }
        let nodes = parent.map { chart.children(of: $0, on: day) } ?? chart.roots(on: day)
        return context.json(
            items: nodes.map { UnitData($0.id, $0.version, organisation.kinds, hasChildren: $0.hasChildren) },
            next: nil)
    }

    /// Every unit of a day, by code.
    @Sendable func listUnits(_ request: Request, _ context: WebContext) async throws -> Response {
        let chart = try await organisation.chart()
        let day = day(context)
        let kinds = organisation.kinds
        let rows = chart.units.values.compactMap { unit in unit.version(on: day).map { (unit.id, $0) } }
            .sorted { ($0.1.scheme, $0.1.code, $0.0) < ($1.1.scheme, $1.1.code, $1.0) }
        return context.csv(
            "units-\(day.iso8601).csv",
            columns: [
                "code", "name", "kind", "parent", "name_en", "valid_from", "valid_to", "scheme", "act", "title",
                "source",
            ]
        ) { csv in
            for (_, version) in rows {
                let parent = version.parent.flatMap { chart[$0]?.version(on: day)?.code } ?? ""
                try await csv.write([
                    .text(version.code), .text(version.name), .text(version.kind), .text(parent),
                    .text(version.nameEnglish), .day(version.validity.from),
                    version.validity.to.map(CSVValue.day) ?? .empty, .text(version.scheme), .text(version.act),
                    .text(kinds.title(of: version)), .text(version.source),
                ])
            }
        }
    }

    @Sendable func showRecord(_ request: Request, _ context: WebContext) async throws -> Response {
        let chart = try await organisation.chart()
        let id: OrgUnit.ID = try context.identifier("unit")
        guard let unit = chart[id] else { throw OrgError.unknownUnit }
        let today = organisation.today
        let recorded = min(today, unit.endedOn.map { $0 - 1 } ?? today)
        return context.json(
            UnitRecord(
                versions: unit.versions.map { UnitData(id, $0, organisation.kinds) },
                predecessors: chart.predecessors(of: id).map(SuccessionData.init),
                successors: chart.successors(of: id).map(SuccessionData.init),
                today: chart.portions(of: id, recorded: recorded, on: today).compactMap { portion in
                    chart[portion.unit]?.version(on: today).map {
                        .init(unit: UnitData(portion.unit, $0, organisation.kinds), share: portion.share)
                    }
                }))
    }
}
