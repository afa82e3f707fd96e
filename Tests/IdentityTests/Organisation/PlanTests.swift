// SPDX-License-Identifier: Apache-2.0

import Basics
import TestSupport
import Testing

@testable import Identity

@Suite("A planned reorganisation")
struct PlanTests {
    static let admin = OrganisationTests.admin
    static let day = Chart.day("2027-01-01")

    /// A province with three wards and a plan that makes one of two of them.
    struct Case {
        let organisation: Organisation
        let wards: [OrgUnit.ID]
        let province: OrgUnit.ID
        var plan: Reorganisation

        init(_ office: Office) async throws {
            organisation = office.identity.organisation
            let since = Validity(since: Chart.day("2025-07-01"))
            province = try await organisation.create(
                OrganisationTests.said("80", "Tây Ninh", kind: "province"), since, by: admin)
            var wards: [OrgUnit.ID] = []
            for name in ["A", "B", "C"] {
                wards.append(
                    try await organisation.create(OrganisationTests.said(name, name, in: province), since, by: admin))
            }
            self.wards = wards
            let id = try await organisation.draft(title: "Sắp xếp", act: "NQ 9", effectiveOn: day, by: admin)
            plan = try await organisation.plan(id)
            plan.steps = [
                .init(
                    whole: [wards[0].description, wards[1].description], parts: [],
                    successor: .init(
                        unit: Chart.id(77).description,
                        new: .init(
                            scheme: "vn-gso", code: "D", name: "D", nameEnglish: "D", kind: "ward",
                            parent: province.description)))
            ]
        }

        mutating func keep() async throws {
            try await organisation.keep(plan, by: admin)
            plan = try await organisation.plan(plan.id)
        }
    }

    @Test("takes effect on its day by itself, and not before", arguments: Backend.available)
    func effect(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            var drafted = try await Case(office)
            try await drafted.keep()
            #expect(drafted.plan.problems(in: try await drafted.organisation.chart()).isEmpty)
            #expect(try await drafted.organisation.chart().units.count == 4)
            try await drafted.organisation.decide(drafted.plan, by: Self.admin)
            let chart = try await drafted.organisation.chart()
            #expect(
                chart.children(of: drafted.province, on: Self.day - 1).map(\.version.name) == ["A", "B", "C"])
            #expect(chart.children(of: drafted.province, on: Self.day).map(\.version.name) == ["C", "D"])
            #expect(
                chart.portions(of: drafted.wards[0], recorded: Self.day - 1, on: Self.day).map(\.unit) == [Chart.id(77)]
            )
            #expect(chart.problems(of: chart.units.keys).isEmpty)
        }
    }

    @Test("is withdrawn before its day without a trace, and not after", arguments: Backend.available)
    func withdrawal(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            var drafted = try await Case(office)
            try await drafted.keep()
            try await drafted.organisation.decide(drafted.plan, by: Self.admin)
            let decided = try await drafted.organisation.plan(drafted.plan.id)
            await #expect(throws: OrgError.planNotDraft) {
                try await drafted.organisation.decide(decided, by: Self.admin)
            }
            try await drafted.organisation.withdraw(decided, by: Self.admin)
            let chart = try await drafted.organisation.chart()
            #expect(chart.children(of: drafted.province, on: Self.day).map(\.version.name) == ["A", "B", "C"])
            #expect(chart.successions.isEmpty && chart.units.count == 4)

            let again = try await drafted.organisation.plan(drafted.plan.id)
            try await drafted.organisation.decide(again, by: Self.admin)
            office.dial.set(CivilZone.vietNam.start(of: Self.day))
            let inForce = try await drafted.organisation.plan(drafted.plan.id)
            await #expect(throws: OrgError.planInEffect) {
                try await drafted.organisation.withdraw(inForce, by: Self.admin)
            }
        }
    }

    @Test("leaves nobody without a successor: units below those that end must have their place")
    func below() async throws {
        try await Office.open(on: .sqlite) { office in
            var drafted = try await Case(office)
            _ = try await drafted.organisation.create(
                .init(
                    scheme: "vamco", code: "A-VP", name: "Văn phòng", nameEnglish: "Office", kind: "office",
                    parent: drafted.wards[0], act: ""),
                Validity(since: Chart.day("2025-07-01")), by: Self.admin)
            try await drafted.keep()
            let problems = drafted.plan.problems(in: try await drafted.organisation.chart())
            #expect(problems.contains { $0.kind == .childLeftBehind(child: "Văn phòng", Self.day) })
            await #expect(throws: OrgError.self) {
                try await drafted.organisation.decide(drafted.plan, by: Self.admin)
            }
            #expect(try await drafted.organisation.chart().successions.isEmpty)
        }
    }

    @Test("tells of a unit that ended before the plan's day with nobody to follow it")
    func noSuccessor() async throws {
        try await Office.open(on: .sqlite) { office in
            var drafted = try await Case(office)
            let end = Chart.day("2026-12-15")
            let revision = try #require(try await drafted.organisation.chart()[drafted.wards[0]]).revision
            try await drafted.organisation.end(
                drafted.wards[0], on: end, act: "NQ 1", revision: revision, by: Self.admin)
            let chart = try await drafted.organisation.chart()
            #expect(chart.withoutSuccessor(drafted.wards).map(\.kind) == [.noSuccessor(end)])
            try await drafted.keep()
            let problems = drafted.plan.problems(in: chart)
            #expect(problems.contains { $0.unit == drafted.wards[0] && $0.kind == .noSuccessor(end) })
            #expect(!problems.contains { $0.unit == drafted.wards[1] && $0.kind == .noSuccessor(end) })
            await #expect(throws: OrgError.self) {
                try await drafted.organisation.decide(drafted.plan, by: Self.admin)
            }
        }
    }

    @Test("names the posts and tasks of units that end, with who holds them", arguments: Backend.available)
    func remains(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            var drafted = try await Case(office)
            try await drafted.keep()
            let people = office.identity.people
            var posts: [Post.ID] = []
            for (ward, title) in [(0, "Chủ tịch"), (0, "Công chức"), (2, "Chủ tịch")] {
                posts.append(
                    try await people.establish(
                        People.PostDescription(
                            unit: drafted.wards[ward], title: title, titleEnglish: "", standing: .officer, roles: [],
                            reach: .unit), by: Self.admin))
            }
            let person = try await people.add(name: "Trần Thị Hoà", by: Self.admin)
            let former = try await people.add(name: "Lê Văn An", by: Self.admin)
            let begin = office.dial.now
            for (who, post, end) in [(person, posts[0], nil), (former, posts[1], begin + .days(3))] {
                let version = try #require(try await people.staff().people[who]).version
                try await people.appoint(
                    who, to: post, .permanent, from: begin, to: end, act: "QĐ 1", version: version, by: Self.admin)
            }
            let since = Validity(since: Chart.day("2025-07-01"))
            for (number, ward) in [(1, 1), (2, 2)] {
                try await drafted.organisation.assign(
                    Competence(
                        id: Competence.ID(at: begin + .seconds(number)), function: "1.00119\(number)", part: .authority,
                        territory: drafted.wards[ward], unit: drafted.wards[ward], validity: since, act: "QĐ 3",
                        source: "test"), by: Self.admin)
            }

            let remains = drafted.plan.remains(in: try await drafted.organisation.chart(), try await people.staff())

            #expect(remains.posts.map(\.post.id) == [posts[0], posts[1]])
            #expect(remains.posts.map { $0.holders.map(\.name) } == [["Trần Thị Hoà"], []])
            #expect(remains.competences.map(\.function) == ["1.001191"])
        }
    }

    @Test("parts whose shares do not sum are told, and so is a code that is taken")
    func problems() async throws {
        try await Office.open(on: .sqlite) { office in
            var drafted = try await Case(office)
            drafted.plan.steps[0].parts = [.init(unit: drafted.wards[2].description, share: 0.4)]
            drafted.plan.steps[0].successor?.new?.code = "C"
            drafted.plan.steps.append(
                .init(
                    whole: [], parts: [.init(unit: drafted.wards[2].description, share: 0.8)],
                    successor: .init(unit: drafted.wards[2].description, new: nil)))
            let kinds = drafted.plan.problems(in: try await drafted.organisation.chart()).map(\.kind)
            #expect(kinds.contains(.sharesDoNotSum(1.2000000000000002)))
            #expect(!kinds.isEmpty)
        }
    }

    @Test("of two who change one draft the second is told")
    func two() async throws {
        try await Office.open(on: .sqlite) { office in
            let drafted = try await Case(office)
            try await drafted.organisation.keep(drafted.plan, by: Self.admin)
            await #expect(throws: OrgError.changedMeanwhile) {
                try await drafted.organisation.keep(drafted.plan, by: Self.admin)
            }
        }
    }
}
