// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Testing

@testable import Identity

@Suite("The organisation through time")
struct ChartTests {
    static let before = Chart.day("2025-06-30")
    static let after = Chart.day("2025-07-01")

    /// Two provinces become one; ward 3 and half of a commune make a new ward.
    static let reform = Chart.chart(
        [
            Chart.unit(1, Chart.version("72", "Tây Ninh", "2020-01-01", "2025-07-01", kind: "province")),
            Chart.unit(2, Chart.version("80", "Long An", "2020-01-01", "2025-07-01", kind: "province")),
            Chart.unit(3, Chart.version("80", "Tây Ninh", "2025-07-01", kind: "province")),
            Chart.unit(4, Chart.version("25459", "3", "2020-01-01", "2025-07-01", in: Chart.id(1))),
            Chart.unit(
                5, Chart.version("25597", "Thái Bình", "2020-01-01", "2025-07-01", in: Chart.id(1), kind: "commune")),
            Chart.unit(6, Chart.version("25459", "Tân Ninh", "2025-07-01", in: Chart.id(3))),
            Chart.unit(7, Chart.version("25585", "Châu Thành", "2025-07-01", in: Chart.id(3), kind: "commune")),
        ],
        [
            Chart.step(1, 1, 3, .merge, 1), Chart.step(2, 2, 3, .merge, 1), Chart.step(3, 4, 6, .merge, 1),
            Chart.step(4, 5, 6, .part, 0.25), Chart.step(5, 5, 7, .part, 0.75),
        ])

    @Test("the same code names another unit on another day")
    func codes() {
        let chart = Self.reform
        #expect(chart.unit(scheme: "vn-gso", code: "80", on: Self.before)?.id == Chart.id(2))
        #expect(chart.unit(scheme: "vn-gso", code: "80", on: Self.after)?.id == Chart.id(3))
        #expect(chart.title(of: Chart.id(4), on: Self.before) == "Phường 3")
        #expect(chart.problems(of: chart.units.keys).isEmpty)
    }

    @Test("a tree is that of its day")
    func trees() {
        #expect(Self.reform.roots(on: Self.before).map(\.id) == [Chart.id(1), Chart.id(2)])
        #expect(Self.reform.roots(on: Self.after).map(\.id) == [Chart.id(3)])
        #expect(Self.reform.children(of: Chart.id(3), on: Self.after).map(\.id) == [Chart.id(6), Chart.id(7)])
        #expect(Self.reform.children(of: Chart.id(3), on: Self.before).isEmpty)
        #expect(Self.reform.path(to: Chart.id(6), on: Self.after).map(\.id) == [Chart.id(3), Chart.id(6)])
        #expect(Self.reform.isWithin(Chart.id(6), Chart.id(3), on: Self.after))
        #expect(!Self.reform.isWithin(Chart.id(6), Chart.id(3), on: Self.before))
    }

    @Test("a unit is followed forwards with its shares")
    func forwards() {
        let whole = Self.reform.portions(of: Chart.id(4), recorded: Self.before, on: Self.after)
        #expect(whole.map(\.unit) == [Chart.id(6)] && whole.map(\.share) == [1])
        let parts = Self.reform.portions(of: Chart.id(5), recorded: Self.before, on: Self.after)
        #expect(parts.map(\.unit) == [Chart.id(6), Chart.id(7)] && parts.map(\.share) == [0.25, 0.75])
        #expect(
            Self.reform.portions(of: Chart.id(5), recorded: Self.before, on: Self.before).map(\.unit) == [Chart.id(5)])
        #expect(Self.reform.portions(of: Chart.id(6), recorded: Self.after, on: Self.before).isEmpty)
    }

    @Test("shares multiply over successions, ways that meet are added, and an unknown share stays unknown")
    func chains() {
        let units = [
            Chart.unit(1, Chart.version("1", "A", "2000-01-01", "2010-01-01")),
            Chart.unit(2, Chart.version("2", "B", "2010-01-01", "2020-01-01")),
            Chart.unit(3, Chart.version("3", "C", "2010-01-01", "2020-01-01")),
            Chart.unit(4, Chart.version("4", "D", "2020-01-01")), Chart.unit(5, Chart.version("5", "E", "2020-01-01")),
        ]
        func steps(_ third: Double?, _ rest: Double?) -> [Succession] {
            [
                Chart.step(1, 1, 2, .split, 0.5, on: "2010-01-01"), Chart.step(2, 1, 3, .split, 0.5, on: "2010-01-01"),
                Chart.step(3, 2, 4, .merge, 1, on: "2020-01-01"), Chart.step(4, 3, 4, .part, third, on: "2020-01-01"),
                Chart.step(5, 3, 5, .part, rest, on: "2020-01-01"),
            ]
        }
        let (recorded, day) = (Chart.day("2005-01-01"), Chart.day("2024-01-01"))
        let known = Chart.chart(units, steps(0.4, 0.6)).portions(of: Chart.id(1), recorded: recorded, on: day)
        #expect(known.map(\.unit) == [Chart.id(4), Chart.id(5)])
        #expect(abs((known[0].share ?? 0) - 0.7) < 1e-9 && abs((known[1].share ?? 0) - 0.3) < 1e-9)
        let unknown = Chart.chart(units, steps(nil, nil)).portions(of: Chart.id(1), recorded: recorded, on: day)
        #expect(unknown.map(\.share) == [nil, nil])
        #expect(Chart.chart(units, steps(nil, nil)).problems(of: units.map(\.id)).isEmpty)
    }

    @Test("a unit that gave a part away and goes on keeps the rest of its old records")
    func remaining() {
        let chart = Chart.chart(
            [
                Chart.unit(1, Chart.version("1", "A", "2000-01-01")),
                Chart.unit(2, Chart.version("2", "B", "2000-01-01")),
            ],
            [Chart.step(1, 1, 2, .part, 0.2, on: "2010-01-01")])
        let old = chart.portions(of: Chart.id(1), recorded: Chart.day("2005-01-01"), on: Chart.day("2020-01-01"))
        #expect(
            Dictionary(uniqueKeysWithValues: old.map { ($0.unit, $0.share) }) == [Chart.id(1): 0.8, Chart.id(2): 0.2])
        let young = chart.portions(of: Chart.id(1), recorded: Chart.day("2015-01-01"), on: Chart.day("2020-01-01"))
        #expect(young.map(\.unit) == [Chart.id(1)] && young.map(\.share) == [1])
        #expect(chart.problems(of: [Chart.id(1)]).isEmpty)
    }

    @Test("a report adds what is known, and divides nothing whose shares nobody published")
    func totals() {
        func reference(_ id: String) -> UnitReference {
            UnitReference(id: id, scheme: "s", code: id, title: id, titleEnglish: id)
        }
        let (a, b) = (reference("a"), reference("b"))
        var totals = UnitTotals()
        totals.add(10, to: [UnitPortion(unit: a, share: 1)])
        totals.add(8, to: [UnitPortion(unit: a, share: 0.25), UnitPortion(unit: b, share: 0.75)])
        totals.add(5, to: [UnitPortion(unit: a, share: nil), UnitPortion(unit: b, share: nil)])
        totals.add(3, to: [])
        #expect(totals.byUnit == [a: 12, b: 6])
        #expect(totals.undivided == [[a, b]: 5])
        #expect(totals.withoutUnit == 3)
    }

    @Test("the nearest unit above says who is competent, and the longest code counts")
    func competences() {
        func competence(
            _ number: Int, _ function: String, in territory: Int, _ unit: Int, _ part: Competence.Part = .authority
        )
            -> Competence
        {
            Competence(
                id: Competence.ID(Chart.id(number).description) ?? Competence.ID(at: .init(seconds: 0)),
                function: function, part: part, territory: Chart.id(territory), unit: Chart.id(unit),
                validity: Validity(since: Self.after), act: "", source: "")
        }
        let chart = Chart.chart(
            Array(Self.reform.units.values), Self.reform.successions,
            [
                competence(1, "1.*", in: 3, 3), competence(2, "1.001*", in: 3, 7), competence(3, "2.5", in: 6, 6),
                competence(4, "1.9", in: 6, 6, .reception),
            ])
        func found(_ function: String, _ part: Competence.Part = .authority, on day: CivilDay = Self.after) -> [OrgUnit
            .ID]
        {
            chart.competences(for: function, part, in: Chart.id(6), on: day).map(\.unit)
        }
        #expect(found("1.5") == [Chart.id(3)])
        #expect(found("1.001193") == [Chart.id(7)])
        #expect(found("2.5") == [Chart.id(6)] && found("2.51").isEmpty)
        #expect(found("1.9") == [Chart.id(3)] && found("1.9", .reception) == [Chart.id(6)])
        #expect(found("1.5", on: Self.before).isEmpty)
    }

    @Test(
        "is found without marks, with either placement of the tone, by code and by the units above",
        arguments: [
            ("phuong 3", 4), ("Phường 3", 4), ("PHUONG 3 tay ninh", 4), ("tân ninh", 6), ("tan ninh", 6),
            ("thai binh", 5), ("Thái Bình", 5), ("25585", 7), ("chau th", 7),
        ])
    func search(typed: String, found: Int) {
        #expect(OrgSearch(Self.reform).hits(for: typed).first?.unit == Chart.id(found))
    }

    @Test("Hòa, Hoà, HOA and đ without its stroke are one to a search; what is not there is not found")
    func marks() {
        let search = OrgSearch(
            Chart.chart([
                Chart.unit(1, Chart.version("1", "Hòa Thành", "2020-01-01")),
                Chart.unit(2, Chart.version("2", "Đông Hoà", "2020-01-01")),
            ]))
        for typed in ["Hòa Thành", "Hoà Thành", "hoa thanh", "HOÀ THÀNH"] {
            #expect(search.hits(for: typed).map(\.unit) == [Chart.id(1)], "\(typed)")
        }
        #expect(search.hits(for: "dong hòa").map(\.unit) == [Chart.id(2)])
        for typed in ["", "  ", "phuong 9", "%", "hoa xyz", String(repeating: "a", count: 100_000)] {
            #expect(search.hits(for: typed).isEmpty)
        }
    }
}
