// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ports
import TestSupport
import Testing

@testable import Identity

@Suite("Changing the organisation")
struct OrganisationTests {
    static let admin = Actor.person(id: "019aaaaa-0000-7000-8000-000000000001", name: "Võ Quốc Bảo")

    static func said(_ code: String, _ name: String, in parent: OrgUnit.ID? = nil, kind: String = "ward")
        -> Organisation.Description
    {
        .init(scheme: "vn-gso", code: code, name: name, nameEnglish: name, kind: kind, parent: parent, act: "QĐ 1")
    }

    @Test("a unit that is renamed keeps its past", arguments: Backend.available)
    func rename(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let organisation = office.identity.organisation
            let id = try await organisation.create(
                Self.said("1", "Cũ"), Validity(since: Chart.day("2020-01-01")), by: Self.admin)
            office.dial.advance(by: .seconds(1))
            try await organisation.revise(
                id, to: Self.said("1", "Mới"), from: Chart.day("2026-01-01"), revision: 1, by: Self.admin)
            let unit = try await organisation.unit(id)
            #expect(unit.version(on: Chart.day("2025-12-31"))?.name == "Cũ")
            #expect(unit.version(on: Chart.day("2026-01-01"))?.name == "Mới")
            #expect(unit.revision == 2)
            office.dial.advance(by: .seconds(1))
            #expect(try await organisation.hits(for: "cu").map(\.version.name) == ["Cũ"])
            try await organisation.end(id, on: Chart.day("2027-01-01"), act: "QĐ 2", revision: 2, by: Self.admin)
            #expect(try await organisation.unit(id).endedOn == Chart.day("2027-01-01"))
            #expect(
                try await organisation.acts(on: id.description).map(\.kind) == [.unitEnded, .unitChanged, .unitCreated])
        }
    }

    @Test("of two administrators at one unit the second is told, and nothing is lost", arguments: Backend.available)
    func two(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let organisation = office.identity.organisation
            let id = try await organisation.create(
                Self.said("1", "A"), Validity(since: Chart.day("2020-01-01")), by: Self.admin)
            func rename(_ name: String) async -> OrgError? {
                do {
                    try await organisation.revise(
                        id, to: Self.said("1", name), from: Chart.day("2026-01-01"), revision: 1, by: Self.admin)
                    return nil
                } catch { return error as? OrgError }
            }
            async let one = rename("B")
            async let other = rename("C")
            let errors = await [one, other]
            #expect(errors.compactMap(\.self) == [.changedMeanwhile])
            #expect(try await organisation.unit(id).revision == 2)
        }
    }

    @Test("two changes of different units at once both hold, checked one after the other", arguments: Backend.available)
    func concurrent(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let organisation = office.identity.organisation
            let ids = try await withThrowingTaskGroup(of: OrgUnit.ID?.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        try? await organisation.create(
                            Self.said(number < 2 ? "same" : "\(number)", "A"), Validity(since: Chart.day("2020-01-01")),
                            by: Self.admin)
                    }
                }
                return try await group.reduce(into: []) { $0 += [$1] }
            }
            #expect(ids.compactMap(\.self).count == 3)
            #expect(try await organisation.chart().units.count == 3)
        }
    }

    @Test("another node's change is seen once it is announced", arguments: Backend.available)
    func nodes(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let other = try IdentityFeature(
                database: office.database, clock: office.dial.clock, keys: KeyRing(), settings: .quick,
                derive: office.derivations.derive
            )
            #expect(try await other.organisation.chart().units.isEmpty)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await other.renewal.run() }
                _ = try await office.identity.organisation.create(
                    Self.said("1", "A"), Validity(since: Chart.day("2020-01-01")), by: Self.admin)
                try await waitUntil("the change is seen") { try await other.organisation.chart().units.count == 1 }
                group.cancelAll()
            }
        }
    }

    @Test("a cycle, a wrong share and an unknown unit are refused with nothing written", arguments: Backend.available)
    func refused(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let organisation = office.identity.organisation
            let since = Validity(since: Chart.day("2020-01-01"))
            let above = try await organisation.create(
                Self.said("80", "Tây Ninh", kind: "province"), since, by: Self.admin)
            let below = try await organisation.create(Self.said("1", "A", in: above), since, by: Self.admin)
            await #expect(throws: OrgError.self) {
                try await organisation.revise(
                    above, to: Self.said("80", "Tây Ninh", in: below, kind: "province"), from: Chart.day("2026-01-01"),
                    revision: 1, by: Self.admin)
            }
            await #expect(throws: OrgError.self) {
                try await organisation.record(
                    [
                        Succession(
                            id: Succession.ID(at: office.dial.now), from: below, to: above, kind: .split, share: 1.4,
                            on: Chart.day("2026-01-01"), act: "", source: "")
                    ], by: Self.admin)
            }
            await #expect(throws: OrgError.unknownUnit) {
                try await organisation.end(
                    OrgUnit.ID(at: office.dial.now), on: Chart.day("2026-01-01"), act: "", revision: 1, by: Self.admin)
            }
            #expect(try await organisation.unit(above).versions.count == 1)
        }
    }

    @Test("what the list of Tây Ninh and Long An says is taken in whole, once", arguments: Backend.available)
    func tayNinh(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let organisation = office.identity.organisation
            let taken = try await organisation.takeInNationalList(provinces: ["80"])
            #expect(taken.successions == 304 + 24)
            #expect(try await organisation.takeInNationalList(provinces: ["80"]) == .init(units: 0, successions: 0))
            let chart = try await organisation.chart()
            let (before, after) = (Chart.day("2025-06-30"), Chart.day("2025-07-01"))
            let province = try #require(chart.unit(scheme: "vn-gso", code: "80", on: after))
            let communes = chart.children(of: province.id, on: after)
            #expect(communes.count == 96)
            #expect(communes.filter { $0.version.kind == "ward" }.count == 14)
            #expect(chart.roots(on: before).map(\.version.name) == ["Tây Ninh", "Long An"])
            #expect(chart.problems(of: chart.units.keys).isEmpty)
            #expect(chart.withoutSuccessor(chart.units.keys).isEmpty)

            let hits = try await organisation.hits(for: "Phường 3 tp tay ninh".replacing("tp ", with: ""))
            let old = try #require(hits.first { $0.version.code == "25459" })
            let became = chart.portions(of: old.unit, recorded: before, on: after)
            #expect(became.map { chart.title(of: $0.unit, on: after) } == ["Phường Tân Ninh"])
            #expect(became.first?.way.first?.act.contains("1682") == true)
            let tanNinh = try #require(chart.unit(scheme: "vn-gso", code: "25459", on: after))
            #expect(chart.predecessors(of: tanNinh.id).count == 6)
            #expect(chart.predecessors(of: tanNinh.id).filter { $0.kind == .part }.map(\.share) == [nil])

            let reference = try #require(try await organisation.unit(scheme: "vn-gso", code: "25459", on: before))
            #expect(
                try await organisation.portions(of: reference, on: before, seen: .asItWas).map(\.unit.title) == [
                    "Phường 3"
                ])
            #expect(
                try await organisation.portions(of: reference, on: before, seen: .asOf(after)).map(\.unit.title)
                    == ["Phường Tân Ninh"])
        }
    }

    @Test("the whole country's list holds together")
    func country() throws {
        let folder = IdentityFeature.resources.appendingPathComponent("Reference/units")
        let list = try NationalList(folder: folder)
        let chart = Chart.chart([])
        let next = chart.applying(list.change(to: chart, at: Instant(seconds: 1_795_458_600)))
        let (before, after) = (Chart.day("2025-06-30"), Chart.day("2025-07-01"))
        #expect(next.roots(on: before).count == 63 && next.roots(on: after).count == 34)
        #expect(next.units.values.filter { $0.exists(on: before) }.count == 10_806)
        #expect(next.units.values.filter { $0.exists(on: after) }.count == 3_355)
        #expect(next.problems(of: next.units.keys).isEmpty)
        #expect(next.withoutSuccessor(next.units.keys).isEmpty)
    }
}
