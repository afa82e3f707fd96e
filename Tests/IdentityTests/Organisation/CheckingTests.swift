// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Identity

@Suite("Checks of the organisation")
struct CheckingTests {
    static let province = Chart.unit(1, Chart.version("80", "Tây Ninh", "2020-01-01", "2030-01-01", kind: "province"))

    static func kinds(of units: [OrgUnit], _ steps: [Succession] = [], asking id: Int) -> [OrgProblem.Kind] {
        Chart.chart(units, steps).problems(of: [Chart.id(id)]).map(\.kind)
    }

    @Test("two versions of one unit cannot hold on one day")
    func overlap() {
        let unit = Chart.unit(
            2, Chart.version("1", "A", "2020-01-01", "2025-01-02"), Chart.version("1", "B", "2025-01-01"))
        #expect(Self.kinds(of: [unit], asking: 2) == [.overlappingVersions(Chart.day("2025-01-01"))])
        let next = Chart.unit(
            2, Chart.version("1", "A", "2020-01-01", "2025-01-01"), Chart.version("1", "B", "2025-01-01"))
        #expect(Self.kinds(of: [next], asking: 2).isEmpty)
    }

    @Test("two units cannot have one code on one day")
    func code() {
        let units = [
            Chart.unit(2, Chart.version("25459", "3", "2020-01-01", "2025-07-02")),
            Chart.unit(3, Chart.version("25459", "Tân Ninh", "2025-07-01")),
        ]
        #expect(
            Self.kinds(of: units, asking: 3)
                == [.codeTaken(code: "25459", by: "Phường 3", Chart.day("2025-07-01"))])
    }

    @Test("a unit does not outlive the one above it, nor begin before it", arguments: ["2019-12-31", "2020-01-01"])
    func parents(from: String) {
        let early = Chart.unit(2, Chart.version("1", "A", from, "2025-01-01", in: Chart.id(1)))
        let problems = Self.kinds(of: [Self.province, early], asking: 2)
        #expect(problems.isEmpty == (from == "2020-01-01"))
        let late = Chart.unit(2, Chart.version("1", "A", "2025-01-01", in: Chart.id(1)))
        #expect(
            Self.kinds(of: [Self.province, late], asking: 2)
                == [.outsideParent(parent: "Tỉnh Tây Ninh", Chart.day("2030-01-01"))])
        #expect(
            Self.kinds(of: [Self.province, late], asking: 1)
                == [.childLeftBehind(child: "Phường A", Chart.day("2030-01-01"))])
        #expect(Self.kinds(of: [late], asking: 2) == [.parentUnknown])
    }

    @Test("no unit stands above itself, not even for a later while")
    func cycle() {
        let itself = Chart.unit(2, Chart.version("1", "A", "2020-01-01", in: Chart.id(2)))
        #expect(Self.kinds(of: [itself], asking: 2).contains(.cycle))
        let three = [
            Chart.unit(2, Chart.version("1", "A", "2020-01-01", in: Chart.id(3))),
            Chart.unit(3, Chart.version("2", "B", "2020-01-01", in: Chart.id(4))),
            Chart.unit(
                4, Chart.version("3", "C", "2020-01-01", "2026-01-01"),
                Chart.version("3", "C", "2026-01-01", in: Chart.id(2))),
        ]
        for asked in 2...4 { #expect(Self.kinds(of: three, asking: asked).contains(.cycle), "unit \(asked)") }
    }

    @Test(
        "the shares of what is divided sum to one",
        arguments: [
            ([0.5, 0.5], true), ([0.5, 0.4], false), ([0.6, 0.5], false), ([1.0 / 3, 1.0 / 3, 1.0 / 3], true),
        ] as [([Double], Bool)])
    func shares(shares: [Double], isRight: Bool) {
        let units =
            [Chart.unit(1, Chart.version("1", "A", "2020-01-01", "2025-07-01"))]
            + shares.indices.map { Chart.unit($0 + 2, Chart.version("\($0 + 2)", "B", "2025-07-01")) }
        let steps = shares.enumerated().map { Chart.step($0, 1, $0 + 2, .split, $1) }
        #expect(Self.kinds(of: units, steps, asking: 1).isEmpty == isRight)
    }

    @Test("shares are all known or none is, and lie between nothing and the whole")
    func strangeShares() {
        let units = [
            Chart.unit(1, Chart.version("1", "A", "2020-01-01", "2025-07-01")),
            Chart.unit(2, Chart.version("2", "B", "2025-07-01")), Chart.unit(3, Chart.version("3", "C", "2025-07-01")),
        ]
        func found(_ one: Double?, _ other: Double?) -> [OrgProblem.Kind] {
            Self.kinds(of: units, [Chart.step(1, 1, 2, .split, one), Chart.step(2, 1, 3, .split, other)], asking: 1)
        }
        #expect(found(nil, nil).isEmpty)
        #expect(found(0.5, nil) == [.sharesIncomplete])
        #expect(found(1.5, -0.5).contains(.shareOutOfRange))
        #expect(found(0, 1).contains(.shareOutOfRange))
        #expect(found(.nan, 1).contains(.shareOutOfRange))
    }

    @Test("a succession leads from a unit that was there to one that is")
    func ends() {
        let units = [
            Chart.unit(1, Chart.version("1", "A", "2020-01-01", "2024-01-01")),
            Chart.unit(2, Chart.version("2", "B", "2026-01-01")),
        ]
        let found = Self.kinds(of: units, [Chart.step(1, 1, 2, .merge, 1)], asking: 1)
        #expect(found.contains(.successorNotThere(successor: "Phường B", Chart.day("2025-07-01"))))
        #expect(found.contains(.predecessorNeverThere(Chart.day("2025-07-01"))))
        #expect(Self.kinds(of: units, [Chart.step(1, 1, nil, .merge, 1)], asking: 1).contains(.successorMissing))
        #expect(Self.kinds(of: units, [Chart.step(1, 1, 1, .rename, 1)], asking: 1).contains(.succeedsItself))
    }
}
