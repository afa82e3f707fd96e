// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Testing

@Suite("Names of station files")
struct StationFileNameTests {
    @Test("the circular's form names province, facility, station and time")
    func circular() throws {
        let name = try StationFile.Name(parsing: "TNI_KCNPT_KHI001_20260115080500.txt")
        #expect(name.form == .circular(province: "TNI", facility: "KCNPT"))
        #expect(name.station == "KHI001")
        #expect(name.at == Instant(iso8601: "2026-01-15T08:05:00+07:00"))
    }

    @Test("the short form of some loggers names station and time")
    func short() throws {
        let name = try StationFile.Name(parsing: "KHI-001_20260115080500.TXT")
        #expect(name.form == .short)
        #expect(name.stations == ["KHI-001"])
    }

    @Test("a station's code may contain the sign that divides the name")
    func underscores() throws {
        #expect(try StationFile.Name(parsing: "KHI_001_20260115080500.txt").stations == ["KHI_001"])
        let name = try StationFile.Name(parsing: "TNI_KCN_KHI_001_20260115080500.txt")
        #expect(name.stations == ["KHI_001", "TNI_KCN_KHI_001"])
    }

    @Test(
        "a name that is none says why",
        arguments: [
            ("", StationFile.Name.Refusal.empty),
            ("../../etc/passwd_20260115080500.txt", .unsafePath), ("..", .unsafePath),
            (".hidden_20260115080500.txt", .unsafePath),
            ("a/b_20260115080500.txt", .unsafePath), ("a\\b_20260115080500.txt", .unsafePath),
            ("a\0_20260115080500.txt", .unsafePath),
            ("TNI_KCN_KHÍ001_20260115080500.txt", .otherScript("Í")), ("станция_20260115080500.txt", .otherScript("с")),
            ("KHI 001_20260115080500.txt", .otherScript(" ")), ("KHI\n_20260115080500.txt", .otherScript("U+000A")),
            ("KHI001_20260115080500.txt.part", .unfinishedUpload), ("KHI001_20260115080500.tmp", .unfinishedUpload),
            ("KHI001_20260115080500.csv", .wrongExtension("csv")), ("KHI001_20260115080500", .wrongExtension("")),
            ("20260115080500.txt", .missingStation), ("_20260115080500.txt", .missingStation),
            ("TNI__KHI_20260115080500.txt", .missingStation), ("KHI001.txt", .badTime("KHI001")),
            ("KHI001_20260230080500.txt", .badTime("20260230080500")),
            ("KHI001_20260115250000.txt", .badTime("20260115250000")),
            ("KHI001_2026011508.txt", .badTime("2026011508")),
            ("KHI001_2026O115080500.txt", .badTime("2026O115080500")),
            (String(repeating: "A", count: 300) + "_20260115080500.txt", .tooLong(limit: 200)),
        ])
    func refusals(text: String, refusal: StationFile.Name.Refusal) {
        #expect(throws: refusal) { try StationFile.Name(parsing: text) }
    }
}
