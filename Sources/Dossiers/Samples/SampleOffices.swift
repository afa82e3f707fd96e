// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore

/// An office with the people that its dossiers need.
struct SampleStaff: Sendable {
    let office: DossierOffice
    let clocks: ClockReference
    let people: [DossierPower: [Colleague]]

    /// What a dossier takes on its way.
    static let needed: [DossierPower] = [.receive, .appraise, .approve, .number, .handOver]
}

/// A procedure as it stood from some day on.
struct SampleProcedure: Sendable {
    let code: String
    let version: Int
    let field: String
    let from: CivilDay
    let definition: Int?
    /// What was in force: its name, channels, limits and fees.
    let inForce: ProcedureDefinition
    let began: DossierRules.Began
}

extension DossierDesk {
    /// Offices where every step finds somebody: elsewhere dossiers would lie.
    func sampleStaff() async throws -> [SampleStaff] {
        var staff: [SampleStaff] = []
        for office in try await database.read({ try OfficeStore.offices(in: $0) }) {
            var people: [DossierPower: [Colleague]] = [:]
            for power in DossierPower.allCases {
                people[power] = try await staffing.holders(of: power.action, in: office.unit)
                    .sorted { $0.name < $1.name }
            }
            guard SampleStaff.needed.allSatisfy({ people[$0]?.isEmpty == false }) else { continue }
            staff.append(SampleStaff(office: office, clocks: try await clocks(office.unitCode), people: people))
        }
        return staff
    }

    /// Procedures of the shape that somebody modelled, with each definition from
    /// the day it was in force; the first counts for all the time before.
    func sampleProcedures(
        _ codes: some Sequence<String>, to last: CivilDay, in tx: any Reading
    ) throws -> [String: [SampleProcedure]] {
        var found: [String: [SampleProcedure]] = [:]
        for code in codes {
            let days = Set(try DefinitionStore.versions(of: code, in: tx).map(\.validFrom)).filter { $0 <= last }
            guard let version = try ProcedureStore.version(of: code, in: tx), !days.isEmpty else { continue }
            found[code] = try days.sorted().compactMap { day in
                guard let inForce = try definitions.inForce(code, on: day, in: tx) else { return nil }
                let number = inForce.head?.number
                return SampleProcedure(
                    code: code, version: version.number, field: version.procedure.field, from: day,
                    definition: number, inForce: inForce.definition,
                    began: try rules.began(code, definition: number, version: version.number, in: tx))
            }
        }
        return found
    }
}
