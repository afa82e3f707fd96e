// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Testing

@Suite("Playing past series again")
struct StationReplayTests {
    let reference = Shipped.reference
    let now = Instant(iso8601: "2026-01-15T08:00:00+07:00")!

    private func report(_ path: String, station: String) throws -> StationReplay.Report {
        let bytes = try Fixture.bytes(path)
        var plan = try SeriesImportProposal(for: bytes, catalogue: reference.catalogue, charsets: reference.charsets)
            .plan
        plan.station = .fixed(station)
        let text = try reference.charsets.text(from: bytes, as: plan.encoding)
        let series = SeriesImport(text, plan: plan, catalogue: reference.catalogue, now: now)
        return StationReplay(facility: "UBND", station: station).files(from: series, catalogue: reference.catalogue)
    }

    @Test("each valid hour becomes the file that a station would have sent")
    func hours() throws {
        let report = try report("air/hanoi_pm25_2018_january.csv", station: "KHI001")
        #expect(report.files.count == 376)
        #expect(report.files[0].name == "TNI_UBND_KHI001_20180101010000.txt")
        #expect(report.files[0].content == "PM2,5\t69.2\tµg/m³\t20180101010000\t00\r\n")
        #expect(report.refusals.count == 23)
        #expect(report.files.map(\.at) == report.files.map(\.at).sorted())
    }

    @Test(
        "what is written is read back",
        arguments: ["air/hanoi_pm25_2018_january.csv", "weather/hadong_2018_cleaned.csv"])
    func roundTrip(path: String) throws {
        let reader = StationFileReader(catalogue: reference.catalogue)
        for file in try report(path, station: "KHI_001").files {
            let name = try StationFile.Name(parsing: file.name)
            #expect(name.at == file.at && name.station == "KHI_001")
            let content = try reader.file(from: Array(file.content.utf8), now: now)
            #expect(content.refused.isEmpty && content.lines.allSatisfy { $0.at == file.at && $0.status == .measuring })
            #expect(content.lines.count == file.content.utf8.count { $0 == 0x0A })
        }
    }
}
