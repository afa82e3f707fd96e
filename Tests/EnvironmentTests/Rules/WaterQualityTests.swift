// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Testing

@Suite("VN_WQI and classes of surface water")
struct WaterQualityTests {
    let method = Shipped.reference.waterQuality
    let classes = Shipped.reference.surfaceWater
    let day = CivilDay(2026, 1, 15)!

    static let sample: [Parameter.Code: Double] = [
        "water_temperature": 28, "do": 5.5, "bod5": 5, "cod": 12, "phosphate": 0.15, "ammonium": 0.45, "nitrate": 3,
        "coliform": 4_000, "ph": 7.2,
    ]

    @Test("the worked example: 82.8, class good")
    func example() throws {
        let index = method.index(of: Self.sample)
        #expect(index.value == 83)
        #expect(abs(try #require(index.exact) - 82.8) < 0.05)
        #expect(index.category?.code == "good")
        #expect(abs(method.oxygenSaturation(atCelsius: 28) - 7.7235) < 0.00005)
        #expect(abs(try #require(index.oxygenSaturation) - 71.21) < 0.005)
        let found = Dictionary(uniqueKeysWithValues: index.subIndices.map { ($0.parameter.rawValue, $0.index) })
        let expected = [
            "do": 71.21, "bod5": 87.5, "cod": 90, "phosphate": 87.5, "ammonium": 62.5, "nitrate": 91.67, "coliform": 85,
            "ph": 100,
        ]
        #expect(Set(found.keys) == Set(expected.keys))
        for (code, value) in expected { #expect(abs((found[code] ?? 0) - value) < 0.005, "\(code)") }
    }

    @Test(
        "sub-indices at their edges and jumps",
        arguments: [
            ("ammonium", 0.0, 100.0), ("ammonium", 0.29, 100), ("ammonium", 0.3, 75), ("ammonium", 0.6, 50),
            ("ammonium", 5, 10),
            ("ammonium", 50, 10), ("ph", 5.4, 10), ("ph", 5.5, 50), ("ph", 5.75, 75), ("ph", 6, 100), ("ph", 8.5, 100),
            ("ph", 9, 50), ("ph", 9.01, 10), ("nitrite", 0.05, 100), ("nitrite", 0.051, 10), ("nitrate", 15, 25),
            ("nitrate", 15.1, 10),
            ("coliform", 10_000, 25), ("coliform", 10_001, 10), ("bod5", 50, 10), ("bod5", 37.5, 17.5),
            ("cadmium", 0.005, 100),
            ("cadmium", 0.008, 50), ("mercury", 0.0015, 50), ("arsenic", 0.1, 25), ("arsenic", 0.11, 10),
            ("aldrin", 0.1, 100),
            ("aldrin", 0.11, 10), ("phosphate", -1, 100),
        ])
    func edges(code: String, value: Double, expected: Double) throws {
        let curve = try #require(method.curves.first { $0.parameter.rawValue == code })
        #expect(abs(curve.index(of: value) - expected) < 1e-9)
    }

    @Test(
        "oxygen is judged by saturation, too much is bad too",
        arguments: [
            (10.0, 10.0), (20, 25), (50, 50), (75, 75), (88, 100), (112, 100), (125, 75), (150, 50), (200, 25),
            (201, 10),
        ])
    func oxygen(percent: Double, expected: Double) throws {
        let curve = try #require(method.curves.first { $0.parameter == .dissolvedOxygen })
        #expect(curve.index(of: percent) == expected)
    }

    @Test("without temperature oxygen does not count")
    func noTemperature() {
        var values = Self.sample
        values["water_temperature"] = nil
        let index = method.index(of: values)
        #expect(index.oxygenSaturation == nil)
        #expect(!index.subIndices.contains { $0.parameter == .dissolvedOxygen })
    }

    @Test("too few groups or nutrients, no index and why")
    func reasons() {
        #expect(method.index(of: [:]).outcome == .none(.noData))
        #expect(
            method.index(of: ["ph": 7, "coliform": 1, "bod5": 1, "cod": 1]).outcome
                == .none(.tooFewNutrients(have: 2, needed: 3)))
        #expect(
            method.index(of: ["ph": 7, "toc": 1, "bod5": 1, "cod": 1]).outcome
                == .none(.tooFewGroups(have: 2, needed: 3)))
        #expect(method.index(of: ["ph": .nan, "bod5": .infinity]).outcome == .none(.noData))
    }

    @Test("one poisonous metal or pesticide pulls the index down")
    func poison() throws {
        var values = Self.sample
        values["mercury"] = 0.02
        #expect(method.index(of: values).value == 8)
        #expect(method.index(of: values).category?.code == "very-polluted")
        values["copper"] = 0.01
        let both = try #require(method.index(of: values).exact)
        #expect(abs(both - 82.8 * 0.3162) < 0.05)
    }

    @Test(
        "a river's class is its worst parameter's",
        arguments: [
            (
                [
                    "ph": 7.0, "bod5": 4, "cod": 10, "toc": 4, "tss": 25, "do": 6, "tp": 0.1, "tn": 0.6,
                    "coliform": 1_000, "thermotolerant_coliform": 200,
                ], SurfaceWaterClass.a
            ),
            (["ph": 6.2, "do": 7], .b), (["do": 4.5], .c), (["do": 3.9], .d), (["do": 1], .d), (["ph": 5.9], .d),
            (["ph": 8.6], .d),
            (["bod5": 4.1], .b), (["bod5": 10], .c), (["bod5": 10.1], .d), (["cod": 20], .c), (["cod": 20.1], .d),
            (["tss": 100], .b),
            (["tss": 101], .c), (["tn": 1.5, "tp": 0.31], .c), (["coliform": 7_501], .d),
            (["thermotolerant_coliform": 1_500], .c),
        ] as [([String: Double], SurfaceWaterClass)])
    func riverClasses(values: [String: Double], expected: SurfaceWaterClass) {
        let coded = Dictionary(uniqueKeysWithValues: values.map { (Parameter.Code($0.key), $0.value) })
        #expect(classes.assess(coded, on: day).overall == expected)
    }

    @Test("floating waste makes turbid water class D, and nothing else")
    func floatingWaste() {
        #expect(classes.assess(["tss": 150], on: day, hasFloatingWaste: true).overall == .d)
        #expect(classes.assess(["tss": 90, "cod": 18], on: day, hasFloatingWaste: true).overall == .c)
    }

    @Test("nothing is judged that has no bounds, nor before the regulation was in force")
    func unjudged() {
        #expect(classes.assess(["chloride": 900], on: day).overall == nil)
        #expect(classes.assess(["bod5": 90], on: CivilDay(2023, 9, 11)!).overall == nil)
        #expect(classes.assess(["bod5": 5, "do": 4.2], on: day).deciding == [.dissolvedOxygen])
    }

    @Test(
        "a lake is held against its own table",
        arguments: [
            ("tss", 5.0, SurfaceWaterClass.a), ("tss", 5.1, .b), ("tss", 15, .b), ("bod5", 4, .a), ("bod5", 6, .b),
            ("cod", 10, .a), ("cod", 15, .b), ("toc", 4, .a), ("toc", 6, .b), ("do", 6, .a), ("do", 5, .b),
            ("tp", 0.1, .a), ("tp", 0.3, .b), ("tn", 0.6, .a), ("tn", 1.5, .b),
            ("thermotolerant_coliform", 200, .a), ("thermotolerant_coliform", 1_000, .b),
        ])
    func lakes(code: String, value: Double, expected: SurfaceWaterClass) {
        let assessment = classes.assess([Parameter.Code(code): value], in: .standing, on: day)
        #expect(assessment.overall == expected)
        #expect(assessment.undetermined.isEmpty)
    }

    @Test(
        "where the table of lakes has no source no class is told",
        arguments: [("tss", 15.1), ("tss", 400), ("do", 4.9), ("cod", 16), ("coliform", 900), ("coliform", 9_000)])
    func unknownOfLakes(code: String, value: Double) {
        let assessment = classes.assess([Parameter.Code(code): value, "bod5": 3], in: .standing, on: day)
        #expect(assessment.undetermined == [Parameter.Code(code)])
        #expect(assessment.overall == nil)
        #expect(assessment.parameters == ["bod5": .a])
    }

    @Test("what has no bounds for lakes is not judged, and class C has none at all")
    func unjudgedOfLakes() {
        #expect(classes.assess(["ph": 9.9], in: .standing, on: day).undetermined.isEmpty)
        #expect(classes.bound(of: "ph", .a, in: .standing, on: day) == nil)
        #expect(!classes.bounds.contains { $0.body == .standing && $0.name >= .c })
        #expect(classes.bound(of: "coliform", .b, in: .standing, on: day)?.maximum == 5_000)
        #expect(classes.bounds.filter { $0.body == .standing }.allSatisfy { $0.source.contains("Bảng 3; secondary") })
    }
}
